/** A host page as a teacher's would be: listens to its frames, fits their heights. Messages are kept for the test. */
/** @type {unknown[]} */
const messages = [];
Object.assign(window, { messages });
window.addEventListener("message", ({ data, origin, source }) => {
  if (origin !== "http://127.0.0.1:4391" || data?.source !== "sagan-lens") return;
  const frame = [...document.querySelectorAll("iframe")].find((other) => other.contentWindow === source);
  if (!frame) return;
  messages.push({ frame: frame.id, ...data });
  if (data.type === "resize") frame.height = String(data.height);
});
