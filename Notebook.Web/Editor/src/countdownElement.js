// <notebook-countdown data-left="ms">: a clock that counts down from what the server said when it rendered.
export function words(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export class CountdownElement extends HTMLElement {
  static observedAttributes = ["data-left"];
  #end = 0;
  #timer = 0;

  connectedCallback() {
    this.#timer = setInterval(() => this.show(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  attributeChangedCallback() {
    this.#end = performance.now() + Number(this.dataset.left);
    this.show();
  }

  show() {
    this.textContent = words(this.#end - performance.now());
  }
}
