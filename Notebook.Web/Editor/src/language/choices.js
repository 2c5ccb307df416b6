// A few things to choose from at the cursor, as a menu: arrow keys choose, Escape goes back to the text.

/** @param choices {title, run}[] */
export function choose(view, label, choices) {
  const menu = document.createElement("div");
  menu.className = "menu code-choices";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", label);
  const head = Object.assign(document.createElement("div"), { className: "menu-label", textContent: label });
  head.setAttribute("role", "presentation");
  const items = choices.map(({ title, run }) => {
    const item = document.createElement("button");
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.tabIndex = -1;
    item.textContent = title;
    item.addEventListener("click", () => close(true, run));
    return item;
  });
  menu.append(head, ...items);

  const stop = new AbortController();
  const close = (focus, then) => {
    if (stop.signal.aborted) return;
    stop.abort();
    menu.remove();
    if (focus) view.focus();
    then?.();
  };
  menu.addEventListener("keydown", event => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", event => { if (!menu.contains(event.target)) close(false); }, { signal: stop.signal, capture: true });

  document.body.append(menu);
  place(menu, view);
  items[0].focus();
}

/** Puts something below the cursor, or above where there is no room below. */
export function place(element, view, position = view.state.selection.main.head) {
  const at = view.coordsAtPos(position) ?? view.dom.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  element.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  element.style.top = `${at.bottom + height + 8 > innerHeight && at.top > height + 8 ? at.top - height - 4 : at.bottom + 4}px`;
}
