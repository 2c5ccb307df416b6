// The rendered form of text cells, asked for anew when their text changed here or elsewhere.
const wait = 300; // ms from somebody's last keystroke to the rendered text

export class RenderedText {
  #page;
  #timers = new Map();

  constructor(page, signal) {
    this.#page = page;
    signal.addEventListener("abort", () => { for (const timer of this.#timers.values()) clearTimeout(timer); });
  }

  edited(source) {
    if (!source.isText || source.view?.hasFocus) return;
    clearTimeout(this.#timers.get(source.cellId));
    this.#timers.set(source.cellId, setTimeout(() => this.render(source), wait));
  }

  async render(source) {
    if (source.view?.hasFocus) return;
    await source.text.settled();
    const html = await this.#page.ask("RenderText", source.cellId);
    const prose = source.section?.querySelector(".prose");
    if (html != null) prose?.render(html);
    this.#page.order.changed();
  }
}
