// Who came and who went, told to who can't look at the avatars: politely, gathered, and not for a reload.
import { gathered } from "./names.js";

const settle = 3000; // ms; a reload is a leaving and a coming within that time

export class Arrivals {
  #say;
  #timer = 0;
  #before = null; // names by person, as the reader last knew them
  #now = new Map();
  #isFirst = true;

  constructor(say, signal) {
    this.#say = say;
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  changed(before, now) {
    this.#before ??= namesOf(before);
    this.#now = namesOf(now);
    this.#timer ||= setTimeout(() => this.#tell(), settle);
  }

  #tell() {
    const [before, now] = [this.#before, this.#now];
    this.#timer = 0;
    this.#before = null;
    const came = [...now].filter(([person]) => !before.has(person)).map(([, name]) => name);
    const left = [...before].filter(([person]) => !now.has(person)).map(([, name]) => name);
    const words = sentence(came, left, this.#isFirst);
    this.#isFirst = false;
    if (words) this.#say(words);
  }
}

function namesOf(peers) { return new Map(peers.map(({ person, name }) => [person, name])); }

/** @param isFirst whether this is what the reader finds on opening the notebook */
export function sentence(came, left, isFirst = false) {
  const words = [];
  if (came.length > 0) words.push(isFirst ? `${gathered(came)} ${came.length === 1 ? "is" : "are"} here too.` : `${gathered(came)} joined.`);
  if (left.length > 0) words.push(`${gathered(left)} left.`);
  return words.join(" ");
}
