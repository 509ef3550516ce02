/* Browsers run no worker from a file, but they run a script in a frame: with this the search also works where
   the site is opened without a server. Elsewhere it does nothing. */
if (location.protocol === "file:")
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = this.onerror = this.onmessageerror = null;
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      const begun = (window.iframeWorkers = window.iframeWorkers || []).push(this) - 1;
      frame.srcdoc = `<script>
        window.postMessage = (data) => parent.iframeWorkers[${begun}].told(data);
        window.importScripts = (...urls) => urls.map((url) => new Promise((done, failed) => {
          const script = document.createElement("script");
          Object.assign(script, { src: url, onload: done, onerror: failed });
          document.head.append(script);
        })).reduce((before, next) => before.then(() => next), Promise.resolve());
      <\/script><base href="${new URL(".", new URL(url, location.href))}"><script src="${new URL(url, location.href)}"><\/script>`;
      frame.onload = () => {
        this.window = frame.contentWindow;
        this.waiting.splice(0).forEach((data) => this.postMessage(data));
      };
      document.addEventListener("DOMContentLoaded", () => document.body.append(frame));
      if (document.body) document.body.append(frame);
    }
    told(data) {
      const event = new MessageEvent("message", { data });
      this.dispatchEvent(event);
      if (this.onmessage) this.onmessage(event);
    }
    postMessage(data) {
      if (!this.window) return void this.waiting.push(data);
      this.window.dispatchEvent(new MessageEvent("message", { data }));
    }
    terminate() {}
  };
