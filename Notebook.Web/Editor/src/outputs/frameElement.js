// <notebook-frame data-src data-name>: HTML, JavaScript or an active SVG that a cell showed, in a document of its own.
import { forgetNear, whenNear } from "../near.js";
import { SandboxedFrame } from "./sandboxedFrame.js";

export class FrameElement extends HTMLElement {
  #frame = null;

  connectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected && !this.#frame) whenNear(this, () => { this.#frame ??= new SandboxedFrame(this, this.dataset.src, this.dataset.name); });
    });
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return; // Moved: the browser loads the frame again, and it tells its height again.
      forgetNear(this);
      this.#frame?.dispose();
      this.#frame = null;
    });
  }
}
