// When a command can be done.

export const onCell = (page, cell) => cell != null;

export const onCodeCell = (page, cell) => cell?.classList.contains("cell-code") ?? false;

export const onTextCell = (page, cell) => cell?.classList.contains("cell-text") ?? false;

/** Commands that are about a cell: not offered without one. */
export function aboutCell(commands) {
  return commands.map(command => ({ ...command, when: command.when ? (page, cell) => onCell(page, cell) && command.when(page, cell) : onCell }));
}
