// <button data-copy="text" data-copied="Copied.">: puts a code or an address on the clipboard.
import { toast } from "./toast.js";

export function start(selector) {
  for (const button of document.querySelectorAll(selector)) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast(button.dataset.copied || button.textContent, "success");
    });
  }
}
