// <passkey-button data-options="…" data-field="…">: asks the server what to ask of the device, asks the device, and sends its
// answer with the form that the button stands in. Hidden where the browser has no passkeys: they need HTTPS or this machine.
customElements.define("passkey-button", class extends HTMLElement {
  connectedCallback() {
    this.hidden = !globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON;
    this.querySelector("button").addEventListener("click", () => this.#ask());
  }

  async #ask() {
    const form = this.closest("form");
    const button = this.querySelector("button");
    // The form is sent without the browser asking for fields that a passkey stands for, but a new passkey wants its name.
    if (this.dataset.makes !== undefined && !form.reportValidity()) return;
    button.disabled = true;
    this.#say("");
    try {
      const response = await fetch(this.dataset.options, { method: "POST" });
      if (!response.ok) throw new Error("The server did not answer. Load the page again.");
      const json = await response.json();
      const credential = this.dataset.makes !== undefined
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
      form.elements[this.dataset.field].value = JSON.stringify(credential.toJSON());
      form.noValidate = true;
      form.submit();
    } catch (problem) {
      button.disabled = false;
      this.#say(problem.name === "NotAllowedError" ? "Nothing was chosen, or it took too long. Try again."
        : problem.name === "InvalidStateError" ? "This device has a passkey for your account already."
        : problem.message);
    }
  }

  #say(words) {
    this.querySelector("[data-says]").textContent = words;
  }
});
