// One file on its way to the notebook's folder: bytes straight to the disk over HTTP; the circuit has nothing to do with them.

/**
 * @param notebookId whose folder
 * @param file a File
 * @param folder in the notebook's folder, with /
 * @param outputId the output whose input asks for the file; without it the file is added by an editor
 * @param progressed told of bytes that are sent
 * @returns stop(), and sent: a promise of { name, path }, of { problem }, or of null when it was stopped
 */
export function sendFile({ notebookId, file, folder = "", outputId = null, progressed }) {
  const request = new XMLHttpRequest();
  let isStopped = false;
  const sent = new Promise(done => {
    const way = folder.split("/").filter(Boolean).map(encodeURIComponent).join("/");
    request.open("PUT", `n/${notebookId}/files/${way}?name=${encodeURIComponent(file.name)}${outputId ? `&output=${encodeURIComponent(outputId)}` : ""}`);
    request.setRequestHeader("X-Notebook-Upload", "1");
    request.upload.addEventListener("progress", event => progressed(event.loaded));
    request.addEventListener("loadend", () => {
      if (isStopped) done(null);
      else if (request.status === 200) done(JSON.parse(request.responseText));
      else done({ problem: [403, 404, 409, 413, 429].includes(request.status) ? request.responseText : "The connection or the server failed. Try again." });
    });
    // A stream of bytes, whatever the browser takes the file for.
    request.send(new Blob([file], { type: "application/octet-stream" }));
  });
  return {
    sent,
    stop() {
      isStopped = true;
      request.abort();
    },
  };
}

/** Lets the reader choose files. */
export function chooseFiles({ accept = "", multiple = false }, chosen) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  input.multiple = multiple;
  input.addEventListener("change", () => { if (input.files.length > 0) chosen([...input.files]); });
  input.click();
}
