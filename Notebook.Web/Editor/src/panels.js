// Panels beside the cells: at most one is open. The outline is made here, the others by the server; each asks the other to go.
/** A panel that had the focus gives it to its button on the rail; on a phone, which has no rail, to the menu that stands for it. */
export function focusRail(root, button) { (button?.checkVisibility() ? button : root.querySelector(".more-button"))?.focus(); }

export class Panels {
  #root;

  constructor(root, outline, signal) {
    this.#root = root;
    root.addEventListener("click", event => {
      if (event.target.closest("[data-panel]") && outline.isOpen) outline.close();
    }, { signal, capture: true });
    root.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches?.("[data-panel-open] textarea")) {
        // The server hears of the text when the field is left, so it is told first.
        event.target.dispatchEvent(new Event("change", { bubbles: true }));
        return void event.target.form?.requestSubmit();
      }
      const panel = event.target.closest("[data-panel-open]");
      if (event.key !== "Escape" || !panel || event.defaultPrevented) return;
      event.stopPropagation();
      const button = root.querySelector(`[data-panel="${panel.dataset.panelOpen}"]`);
      panel.querySelector("[data-panel-close]").click();
      focusRail(root, button);
    }, { signal });
    outline.onOpen = () => this.closeOthers();
  }

  closeOthers() {
    this.#root.querySelector("[data-panel-open] [data-panel-close]")?.click();
  }
}
