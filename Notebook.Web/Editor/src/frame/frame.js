// Runs inside a frame, before the output's own markup: tells the page how high the output is, follows its theme, and asks
// it to offer links, which a frame without rights can't open by itself. The page trusts nothing of what comes from here.
(() => {
  const page = window.parent;
  const root = document.documentElement;
  const tell = message => page.postMessage({ notebookFrame: message }, "*");
  const apply = scheme => { if (scheme === "light" || scheme === "dark") root.style.colorScheme = scheme; };
  let told = -1;
  let due = 0;

  function measure() {
    const { body } = document;
    if (!body) return;
    const height = Math.ceil(Math.max(root.getBoundingClientRect().height, body.scrollHeight));
    if (height === told) return;
    told = height;
    tell({ height });
  }

  // A frame out of sight is not drawn, so no observer of sizes speaks there; what changes is measured all the same.
  function measureSoon() {
    clearTimeout(due);
    due = setTimeout(measure, 30);
  }

  // No content security policy forbids WebRTC, which sends packets to any address. A document inside this one would have it
  // again, so there are none: what is inserted is taken out before it runs.
  delete window.RTCPeerConnection;
  delete window.webkitRTCPeerConnection;
  new MutationObserver(changes => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        for (const inner of [node, ...node.querySelectorAll("iframe, frame, object, embed")]) if (/^(iframe|frame|object|embed)$/i.test(inner.localName)) inner.remove();
      }
    measureSoon();
  }).observe(document, { childList: true, subtree: true });

  apply(location.hash.slice(1));
  addEventListener("message", event => { if (event.source === page) apply(event.data?.notebookTheme); });
  tell({ began: true });
  const watch = new ResizeObserver(measure);
  watch.observe(root);
  document.addEventListener("DOMContentLoaded", () => {
    watch.observe(document.body);
    measure();
  });
  addEventListener("load", measure);
  document.addEventListener("click", event => {
    const link = event.isTrusted && event.target.closest?.("a[href]");
    if (!link || !/^https?:$/.test(link.protocol)) return;
    event.preventDefault();
    tell({ link: link.href });
  });
})();
