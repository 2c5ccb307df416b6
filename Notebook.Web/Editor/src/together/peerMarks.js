// How others stand in a text: their selections and cursors as decorations that move with it, and their names on flags above
// the cursors. A flag stands outside the scrolling part of the editor, which would cut it off above the first line.
import { StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType } from "@codemirror/view";

/** {id, name, colour, ranges: {anchor, head}[]}: somebody's place in this text, in place of the one they had. */
export const putPeer = StateEffect.define();
/** The id of somebody who is not in this text any more; null for everyone. */
export const dropPeers = StateEffect.define();

class Caret extends WidgetType {
  constructor(colour) {
    super();
    this.colour = colour;
  }

  eq(other) { return other.colour === this.colour; }

  toDOM() {
    const caret = document.createElement("span");
    caret.className = `peer-caret person-${this.colour}`;
    caret.setAttribute("aria-hidden", "true");
    return caret;
  }

  ignoreEvent() { return true; }
}

const carets = new Map();
function caretOf(colour) {
  if (!carets.has(colour)) carets.set(colour, new Caret(colour));
  return carets.get(colour);
}

function decorate(peers, length) {
  const marks = [];
  for (const { colour, ranges } of peers)
    for (const { anchor, head } of ranges) {
      const [from, to] = [Math.min(anchor, head), Math.min(length, Math.max(anchor, head))];
      if (to > from) marks.push(Decoration.mark({ class: `peer-selection person-${colour}` }).range(from, to));
      marks.push(Decoration.widget({ widget: caretOf(colour), side: head < anchor ? 1 : -1 }).range(Math.min(length, head)));
    }
  return Decoration.set(marks, true);
}

// What somebody else types pushes the cursors there along; what is typed here leaves them where they are.
function mapped(ranges, transaction) {
  const side = transaction.annotation(Transaction.remote) ? 1 : -1;
  return ranges.map(({ anchor, head }) => {
    if (anchor === head) {
      const at = transaction.changes.mapPos(head, side);
      return { anchor: at, head: at };
    }
    const isForward = anchor < head;
    return { anchor: transaction.changes.mapPos(anchor, isForward ? 1 : -1), head: transaction.changes.mapPos(head, isForward ? side : 1) };
  });
}

const nobody = { peers: [], marks: Decoration.none };

export const peersHere = StateField.define({
  create: () => nobody,
  update(value, transaction) {
    let { peers } = value;
    if (transaction.docChanged && peers.length > 0) peers = peers.map(peer => ({ ...peer, ranges: mapped(peer.ranges, transaction) }));
    for (const effect of transaction.effects)
      if (effect.is(putPeer)) peers = [...peers.filter(({ id }) => id !== effect.value.id), { ...effect.value, stamp: performance.now() }];
      else if (effect.is(dropPeers)) peers = effect.value === null ? [] : peers.filter(({ id }) => id !== effect.value);
    if (peers === value.peers) return value;
    return peers.length === 0 ? nobody : { peers, marks: decorate(peers, transaction.state.doc.length) };
  },
  provide: field => EditorView.decorations.from(field, ({ marks }) => marks),
});

const flags = ViewPlugin.fromClass(class {
  constructor(view) {
    this.view = view;
    this.byPeer = new Map();
    this.layer = document.createElement("div");
    this.layer.className = "peer-flags";
    this.layer.setAttribute("aria-hidden", "true");
    view.dom.append(this.layer);
    this.scrolled = () => this.place();
    view.scrollDOM.addEventListener("scroll", this.scrolled, { passive: true });
    this.place();
  }

  update(update) {
    const changed = update.state.field(peersHere) !== update.startState.field(peersHere);
    if (changed || this.byPeer.size > 0 && (update.docChanged || update.geometryChanged)) this.place();
  }

  place() {
    this.view.requestMeasure({
      key: this,
      read: view => {
        const box = view.dom.getBoundingClientRect();
        const scroller = view.scrollDOM.getBoundingClientRect();
        return view.state.field(peersHere).peers.map(peer => {
          const at = view.coordsAtPos(Math.min(view.state.doc.length, peer.ranges.at(-1)?.head ?? 0));
          const isSeen = at && at.left >= scroller.left && at.left <= scroller.right;
          return { peer, left: isSeen ? at.left - box.left : null, top: at ? at.top - box.top : 0 };
        });
      },
      write: places => this.draw(places),
    });
  }

  draw(places) {
    const here = new Set(places.map(({ peer }) => peer.id));
    for (const [id, { flag }] of this.byPeer)
      if (!here.has(id)) {
        flag.remove();
        this.byPeer.delete(id);
      }
    for (const { peer, left, top } of places) {
      let known = this.byPeer.get(peer.id);
      if (!known || known.stamp !== peer.stamp) {
        // A new element: its name shows anew, and fades again.
        known?.flag.remove();
        const flag = document.createElement("span");
        flag.className = `peer-flag person-${peer.colour}`;
        flag.textContent = peer.name;
        this.layer.append(flag);
        known = { flag, stamp: peer.stamp };
        this.byPeer.set(peer.id, known);
      }
      known.flag.hidden = left === null;
      known.flag.style.left = `${left ?? 0}px`;
      known.flag.style.top = `${top}px`;
    }
  }

  destroy() {
    this.view.scrollDOM.removeEventListener("scroll", this.scrolled);
    this.layer.remove();
  }
});

/** The editor's part: an extension of every editor. */
export const peerMarks = [peersHere, flags];

/** Brings somebody's cursor into the window. */
export function scrollToPeer(view, id) {
  const peer = view.state.field(peersHere).peers.find(one => one.id === id);
  const at = peer?.ranges.at(-1)?.head;
  if (at != null) view.dispatch({ effects: EditorView.scrollIntoView(Math.min(at, view.state.doc.length), { y: "center" }) });
}
