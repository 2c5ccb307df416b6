// When a command can be done.

export const onCell = (page, cell) => cell != null;

export const onCodeCell = (page, cell) => cell?.classList.contains("cell-code") ?? false;

export const onTextCell = (page, cell) => cell?.classList.contains("cell-text") ?? false;

/** Whether cells have run that a rebuild would run again. */
export const canRebuild = page => page.root.querySelector(".kernel[data-rebuilds]") != null;

/** Whether the kernel is about to end because it has no work. */
export const kernelEnds = page => page.root.querySelector("notebook-countdown") != null;

/** Commands that are about a cell: not offered without one. */
export function aboutCell(commands) {
  return commands.map(command => ({ ...command, when: command.when ? (page, cell) => onCell(page, cell) && command.when(page, cell) : onCell }));
}
