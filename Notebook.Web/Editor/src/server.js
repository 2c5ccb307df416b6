// Calls to the server over the Blazor circuit. A call whose connection dies never completes by itself, so every call here
// also ends when the connection does.

/** The connection ended, or the server did not answer; whether the call took effect is not known. */
export class ConnectionLost extends Error {}

/** The server would end the connection over a message of that size, so it is not sent. The message is for the reader. */
export class TooLarge extends Error {
  constructor(size) {
    super(`That is too much at once for the server: ${Math.ceil(size / 1024 / 1024)} MB. Keep it in a file instead.`);
  }
}

const largestMessage = 900 * 1024; // The server takes messages of 1 MB (PageServices.MaxMessageBytes); a little of each is not ours.

const pushOverStreamFrom = 256 * 1024; // A hub message holds at most 1 MB of JSON; larger pushes go as a stream.

export class Server {
  #channel;
  #waiting = new Set();

  constructor(channel) {
    this.#channel = channel;
    this.online = true;
  }

  /** Ends every call under way: their answers will not come. */
  lose() {
    this.online = false;
    for (const reject of [...this.#waiting]) reject(new ConnectionLost());
    this.#waiting.clear();
  }

  call(method, ...args) {
    if (!this.online) return Promise.reject(new ConnectionLost());
    const size = sizeOf(args);
    if (size > largestMessage) return Promise.reject(new TooLarge(size));
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#channel.invokeMethodAsync(method, ...args).then(
        value => { this.#waiting.delete(reject); resolve(value); },
        error => { this.#waiting.delete(reject); reject(error); });
    });
  }

  /** @param updates {{clientID: string, changes: object}[]} */
  push(cellId, version, updates) {
    const wire = updates.map(update => [update.clientID, update.changes.toJSON()]);
    const json = JSON.stringify(wire);
    if (json.length < pushOverStreamFrom) return this.call("PushUpdates", cellId, version, wire);
    return this.call("PushLargeUpdates", cellId, version, DotNet.createJSStreamReference(new TextEncoder().encode(json)));
  }
}

/** In bytes, as they are sent. Only long ones are counted exactly. */
function sizeOf(args) {
  const json = JSON.stringify(args) ?? "";
  return json.length * 3 > largestMessage ? new TextEncoder().encode(json).length : json.length;
}
