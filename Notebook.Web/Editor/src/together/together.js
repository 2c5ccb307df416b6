// The others in this notebook: who is here, where they are, and what follows from it on the page. Nothing of it asks Blazor for
// anything, and all of it may miss a step: the next place of a person replaces the last.
import { CellPeople } from "./cellPeople.js";
import { Following } from "./following.js";
import { dropPeers, putPeer, scrollToPeer } from "./peerMarks.js";
import { Arrivals } from "./arrivals.js";
import { OwnPlace } from "./ownPlace.js";
import { PeopleButton } from "./peopleButton.js";
import { inText } from "./positions.js";

export class Together {
  #page;
  #peers = new Map(); // id → {id, person, name, colour, place}
  #you = null;
  #own;
  #button;
  #chips;
  #following;
  #arrivals;
  #early = new Set(); // cells in which somebody stands in a text that has not come yet

  constructor(page, signal) {
    this.#page = page;
    this.#own = new OwnPlace(page, signal);
    this.#chips = new CellPeople(page);
    this.#following = new Following(page, signal, () => this.#showPeople());
    this.#arrivals = new Arrivals(words => page.announce(words), signal);
    this.#button = new PeopleButton(page.root.querySelector("[data-people]"), {
      go: person => this.goTo(person), follow: person => this.follow(person), where: person => this.#whereIs(person),
    }, signal);
  }

  /** The others, each person once: {person, name, colour, tabs, isYou, isFollowed}[] */
  get people() {
    const people = new Map();
    for (const peer of this.#peers.values()) {
      const known = people.get(peer.person);
      if (known) known.tabs.push(peer);
      else people.set(peer.person, { person: peer.person, name: peer.name, colour: peer.colour, tabs: [peer], isYou: peer.person === this.#you?.person });
    }
    for (const one of people.values()) one.isFollowed = one.tabs.some(({ id }) => id === this.#following.peer?.id);
    return [...people.values()];
  }

  get isFollowing() { return this.#following.peer != null; }

  stopFollowing() { this.#following.stop(); }

  openList() { this.#button.open(); }

  /** @param people {you, peers?, moved: {id, place}[]} as the server tells it */
  show({ you, peers, moved }) {
    this.#you = you;
    if (peers) this.#setPeers(peers);
    for (const { id, place } of moved) this.#move(this.#peers.get(id), place);
    if (peers) this.#showPeople();
    this.#chips.show(this.#peers.values());
  }

  /** A cell got its editor. */
  dressed(source) {
    if (this.#peers.size === 0 || !source?.view) return;
    source.text.apply(dropPeers.of(null));
    for (const peer of this.#peers.values()) if (peer.place?.cell === source.cellId) this.#mark(peer, source);
  }

  /** A cell's text changed, here or elsewhere. */
  edited(source) {
    this.#own.changed();
    if (!this.#early.delete(source.cellId)) return;
    // Later: this is a change under way.
    queueMicrotask(() => {
      for (const peer of this.#peers.values()) if (peer.place?.cell === source.cellId) this.#mark(peer, source);
    });
  }

  goTo(person) {
    const peer = this.#latest(person);
    const cell = this.#cellOf(peer);
    if (!cell) return void this.#page.notice(`${person.name} is in no cell just now.`);
    this.#following.stop();
    this.#page.place.goTo(cell);
    const source = this.#page.sourceOf(cell);
    if (!peer.place.editing || !source) return;
    source.mount();
    this.dressed(source);
    scrollToPeer(source.view, peer.id);
  }

  follow(person) {
    if (person.isFollowed) return this.#following.stop();
    this.#following.start(this.#latest(person));
  }

  #setPeers(peers) {
    const before = this.#peers;
    this.#peers = new Map(peers.map(peer => [peer.id, { ...peer, place: before.get(peer.id)?.place ?? null }]));
    for (const peer of before.values()) if (!this.#peers.has(peer.id)) this.#leave(peer);
    this.#own.setAudience(this.#peers.size > 0);
    const others = map => [...map.values()].filter(peer => peer.person !== this.#you.person);
    this.#arrivals.changed(others(before), others(this.#peers));
  }

  #leave(peer) {
    const source = this.#page.sourceById(peer.place?.cell);
    source?.text.apply(dropPeers.of(peer.id));
    if (this.#following.peer?.id === peer.id) this.#following.stop(`${peer.name} has left, so you follow nobody now.`);
  }

  #move(peer, place) {
    if (!peer) return;
    const before = peer.place;
    peer.place = place;
    peer.movedAt = performance.now();
    if (before?.cell !== place.cell) this.#page.sourceById(before?.cell)?.text.apply(dropPeers.of(peer.id));
    const source = this.#page.sourceById(place.cell);
    if (source?.view) this.#mark(peer, source, before);
    this.#following.moved(peer);
  }

  #mark(peer, source, before = null) {
    const { text } = source;
    const { editing, version, ranges } = peer.place;
    if (!editing) return void text.apply(dropPeers.of(peer.id));
    if (version > text.version) return void this.#early.add(source.cellId);
    // Said before the last change of the text arrived there: the editor has moved the mark along with the text since.
    if (version < text.version && before?.editing && before.cell === source.cellId) return;
    text.apply(putPeer.of({ id: peer.id, name: peer.name, colour: peer.colour, ranges: inText(ranges, text.state) }));
  }

  #latest(person) { return person.tabs.reduce((latest, peer) => ((peer.movedAt ?? 0) > (latest.movedAt ?? 0) ? peer : latest)); }

  #cellOf(peer) {
    const id = peer?.place?.cell ?? peer?.place?.view;
    return id ? this.#page.sourceById(id)?.section : null;
  }

  #whereIs(person) {
    const peer = this.#latest(person);
    const number = this.#cellOf(peer)?.dataset.number;
    return number ? `${peer.place.editing ? "Writing in cell" : "At cell"} ${number}` : "Here";
  }

  #showPeople() { this.#button.show(this.people, this.#you); }
}
