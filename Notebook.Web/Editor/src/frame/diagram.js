// Runs inside the frame that draws diagrams: the page sends a text, Mermaid makes a drawing of it.
(() => {
  const page = window.parent;
  const place = document.getElementById("diagram");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // The page's tokens (tokens.css): a frame can't read them.
  const colours = {
    light: { background: "#ffffff", primaryColor: "#f5f6f8", primaryTextColor: "#12161c", primaryBorderColor: "#7f8a97", lineColor: "#5f6a78", secondaryColor: "#e8f0fb", tertiaryColor: "#ffffff", noteBkgColor: "#fdf3e1", noteTextColor: "#12161c", noteBorderColor: "#cdd4dc", fontSize: "13px" },
    dark: { darkMode: true, background: "#101318", primaryColor: "#1d222a", primaryTextColor: "#e8ebef", primaryBorderColor: "#6f7b8a", lineColor: "#8f9aa8", secondaryColor: "#16263d", tertiaryColor: "#171b21", noteBkgColor: "#2b2110", noteTextColor: "#e8ebef", noteBorderColor: "#38414d", fontSize: "13px" },
  };
  let text = null;
  let count = 0;

  const scheme = () => document.documentElement.style.colorScheme || (dark.matches ? "dark" : "light");

  async function draw() {
    const mine = ++count;
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: "base", themeVariables: colours[scheme()], look: "classic", fontFamily: "Inter, system-ui, sans-serif", suppressErrorRendering: true });
    try {
      const { svg } = await mermaid.render(`drawing-${mine}`, text);
      if (mine !== count) return;
      place.innerHTML = svg;
      page.postMessage({ notebookFrame: { drawn: true } }, "*");
    } catch (error) {
      if (mine === count) page.postMessage({ notebookFrame: { failed: String(error?.message ?? error).slice(0, 1000) } }, "*");
    }
  }

  addEventListener("message", event => {
    if (event.source !== page) return;
    if (typeof event.data?.notebookDiagram === "string") text = event.data.notebookDiagram;
    if (text != null) draw();
  });
})();
