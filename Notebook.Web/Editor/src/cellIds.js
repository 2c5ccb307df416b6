// As the server names cells: ten letters and digits, 50 random bits.
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

export function newCellId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), value => alphabet[value & 31]).join("");
}

export function idsOf(cells) { return cells.map(cell => cell.dataset.cell); }
