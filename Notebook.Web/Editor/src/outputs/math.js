// Formulas, by KaTeX, which is loaded with its fonts when the first formula comes near.
const limits = { throwOnError: true, trust: false, strict: "ignore", maxExpand: 1000, maxSize: 20 };
const root = new URL("../katex/", import.meta.url);
let loading = null;

function load() {
  return loading ??= (async () => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("katex.min.css", root).href;
    const styled = new Promise((resolve, reject) => {
      style.onload = resolve;
      style.onerror = () => reject(new Error("The style of formulas could not be loaded."));
    });
    document.head.append(style);
    const [library] = await Promise.all([import(new URL("katex.mjs", root).href), styled]);
    return library.default;
  })().catch(error => {
    loading = null; // Tried again with the next formula.
    throw error;
  });
}

/** Renders the LaTeX in an element in its place; what KaTeX does not understand stays as it is written, with the reason as its title. */
export async function renderMath(element, displayMode) {
  const source = element.textContent.trim();
  const [, inner] = delimiters.map(pattern => pattern.exec(source)).find(Boolean) ?? [null, source];
  try {
    const katex = await load();
    katex.render(inner, element, { ...limits, displayMode });
    element.dataset.tex = inner;
  } catch (error) {
    element.textContent = source;
    element.classList.add("math-failed");
    element.title = String(error.message).replace(/^KaTeX parse error: /, "Not shown as a formula: ");
  }
}

const delimiters = [/^\\\(([\s\S]*)\\\)$/, /^\\\[([\s\S]*)\\\]$/, /^\$\$([\s\S]*)\$\$$/, /^\$([\s\S]*)\$$/];

/** <notebook-math>: a LaTeX output. */
export class MathElement extends HTMLElement {
  #done = false;

  connectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected || this.#done) return;
      this.#done = true;
      renderMath(this, true);
    });
  }
}
