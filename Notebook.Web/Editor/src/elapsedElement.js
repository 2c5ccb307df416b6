// <notebook-elapsed data-elapsed="ms">: a clock that goes on from what the server said when it rendered.
// It counts from its own start, so that the clocks of server and browser need not agree.
const running = new Set();
let timer = 0;

function tick() {
  for (const element of running) element.show();
}

export function words(ms) {
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export class ElapsedElement extends HTMLElement {
  #start;

  connectedCallback() {
    this.#start ??= performance.now() - Number(this.dataset.elapsed || 0);
    running.add(this);
    timer ||= setInterval(tick, 100);
    this.show();
  }

  disconnectedCallback() {
    running.delete(this);
    if (running.size > 0) return;
    clearInterval(timer);
    timer = 0;
  }

  show() {
    this.textContent = words(performance.now() - this.#start);
  }
}
