// What the server sends to this tab: text, streams, diagnostics, people, points of charts. Knows the streams and charts that wait
// for it; after a break it tells the server from where on this tab needs more.
import { readUpdates } from "./cellText.js";
import { NearCharts } from "./nearCharts.js";

export class Deliveries {
  #page;
  #streams = new Map();
  #charts;

  constructor(page, signal) {
    this.#page = page;
    this.#charts = new NearCharts(signal);
  }

  streamAppeared(stream) { this.#streams.set(stream.dataset.output, stream); }

  chartAppeared(chart) { this.#charts.add(chart); }

  chartGone(chart) { this.#charts.remove(chart); }

  /** @param deliveries {cellId, from, updates}[] or, when the updates are no longer kept, {cellId, version, text}[] */
  receiveText(deliveries) {
    for (const delivery of deliveries) {
      const text = this.#page.sources.textOf(delivery.cellId);
      if (!text) continue;
      if (delivery.text != null) text.reset(delivery.version, delivery.text);
      else text.receive(delivery.from, readUpdates(delivery.updates));
    }
  }

  /** @param deliveries {outputId, offset, text, lines}[] */
  appendStreams(deliveries) {
    for (const { outputId, offset, text, lines } of deliveries)
      this.#streams.get(outputId)?.append(offset, text, lines);
    if (deliveries.length > 0) this.#page.find.changed();
  }

  /** @param cells {cellId, version, diagnostics}[]; @param problem why the compiler is not asked, or null */
  receiveDiagnostics(cells, problem) { this.#page.language.receive(cells, problem); }

  /** @param people {you, peers?, moved}: see together/together.js */
  showPeople(people) { if (this.#page.isOpen) this.#page.together.show(people); }

  /** @param deliveries {outputId, from, additions, keeps, summary, line}[]; done when they are drawn, so that a slow browser gets fewer */
  async extendCharts(deliveries) {
    await Promise.all(deliveries.map(delivery => this.#charts.of(delivery.outputId)?.extend(delivery)));
  }

  /** An earlier state is the notebook again. */
  restored() {
    const page = this.#page;
    page.notice("The notebook is what it was then.", { title: "Undo", run: () => page.run("undo-cells", page.selected) });
  }

  /** The connection is back. */
  resume() {
    const { sources } = this.#page;
    const texts = Object.fromEntries([...sources].map(source => [source.cellId, source.text.version]));
    const streams = {};
    for (const [id, stream] of this.#streams)
      if (stream.isConnected) streams[id] = stream.offset;
      else this.#streams.delete(id);
    this.#page.ask("Resume", texts, streams);
    for (const source of sources) source.text.push();
    this.#charts.tellAgain();
  }
}
