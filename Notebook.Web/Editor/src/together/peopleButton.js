// Who is here: avatars in the bar at the top, and a list under them from which one goes to somebody or follows them.
import { localButton } from "../elements.js";
import { avatar } from "./names.js";

const mostAvatars = 4;

export class PeopleButton {
  #host;
  #does;
  #button = null;
  #list = null;
  #people = [];
  #you = null;
  #signal;

  /** @param does {go, follow, where}: each takes a person */
  constructor(host, does, signal) {
    this.#host = host;
    this.#does = does;
    this.#signal = signal;
    host.addEventListener("keydown", event => {
      if (event.key !== "Escape" || !this.#list) return;
      event.stopPropagation();
      this.#close();
      this.#button?.focus();
    }, { signal });
    document.addEventListener("pointerdown", event => { if (this.#list && !host.contains(event.target)) this.#close(); }, { signal });
    host.addEventListener("focusout", event => { if (this.#list && event.relatedTarget && !host.contains(event.relatedTarget)) this.#close(); }, { signal });
    signal.addEventListener("abort", () => host.replaceChildren());
  }

  show(people, you) {
    if (this.#signal.aborted) return;
    this.#people = people;
    this.#you = you;
    if (people.length === 0) {
      this.#close();
      this.#button?.remove();
      this.#button = null;
      return;
    }
    this.#dressButton();
    if (this.#list) this.#fill();
  }

  open() {
    if (!this.#button) return;
    if (!this.#list) this.#toggle();
    (this.#list.querySelector("button") ?? this.#button).focus();
  }

  #dressButton() {
    if (!this.#button) {
      this.#button = document.createElement("button");
      this.#button.type = "button";
      this.#button.className = "button people-button";
      this.#button.setAttribute("aria-haspopup", "dialog");
      this.#button.setAttribute("aria-expanded", "false");
      this.#button.addEventListener("click", () => this.#toggle());
      this.#host.append(this.#button);
    }
    const others = this.#people.filter(({ isYou }) => !isYou);
    const count = others.length + 1;
    const label = `${count} ${count === 1 ? "person" : "people"} here`;
    this.#button.setAttribute("aria-label", label);
    this.#button.title = [...others.map(({ name }) => name), "You"].join("\n");
    const shown = others.length > mostAvatars ? others.slice(0, mostAvatars - 1) : others;
    const avatars = shown.map(one => avatar(one, one.isFollowed ? "is-followed" : ""));
    if (others.length > shown.length) avatars.push(more(others.length - shown.length));
    if (others.length === 0) avatars.push(avatar(this.#you));
    const phone = document.createElement("span");
    phone.className = "people-count";
    phone.setAttribute("aria-hidden", "true");
    phone.dataset.letters = String(count);
    this.#button.replaceChildren(...avatars, phone);
  }

  #toggle() {
    if (this.#list) return this.#close();
    this.#list = document.createElement("div");
    this.#list.className = "people-list";
    this.#list.setAttribute("role", "dialog");
    this.#list.setAttribute("aria-label", "People here");
    this.#host.append(this.#list);
    this.#button.setAttribute("aria-expanded", "true");
    this.#fill();
  }

  #close() {
    this.#list?.remove();
    this.#list = null;
    this.#button?.setAttribute("aria-expanded", "false");
  }

  #fill() {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const items = document.createElement("ul");
    items.append(ownItem(this.#you, this.#people.some(({ isYou }) => isYou)), ...this.#people.filter(({ isYou }) => !isYou).map(one => this.#item(one)));
    this.#list.replaceChildren(items);
    if (focused) this.#list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #item(person) {
    const { name } = person;
    const words = document.createElement("span");
    words.className = "people-words";
    words.append(nameOf(name), whereabouts(this.#does.where(person)));
    const go = localButton(`Go to ${name}`, { text: "Go to", className: "button-small button-edge" }, () => {
      this.#close();
      this.#does.go(person);
    });
    go.dataset.key = `go ${person.person}`;
    const follow = localButton(person.isFollowed ? `Stop following ${name}` : `Follow ${name}`, { text: person.isFollowed ? "Stop" : "Follow", className: "button-small button-edge" }, () => {
      if (!person.isFollowed) {
        // What is followed is to be seen.
        this.#close();
        this.#button.focus();
      }
      this.#does.follow(person);
    });
    follow.setAttribute("aria-pressed", String(person.isFollowed));
    follow.dataset.key = `follow ${person.person}`;
    const item = document.createElement("li");
    item.append(avatar(person), words, go, follow);
    return item;
  }
}

function ownItem(you, hasOtherTab) {
  const words = document.createElement("span");
  words.className = "people-words";
  words.append(nameOf(`${you.name} (you)`));
  if (hasOtherTab) words.append(whereabouts("Also in another tab"));
  const item = document.createElement("li");
  item.append(avatar(you), words);
  return item;
}

function nameOf(text) { return Object.assign(document.createElement("b"), { textContent: text }); }

function whereabouts(text) { return Object.assign(document.createElement("span"), { className: "quiet small", textContent: text }); }

function more(count) {
  const mark = document.createElement("span");
  mark.className = "avatar avatar-more";
  mark.dataset.letters = `+${count}`;
  return mark;
}
