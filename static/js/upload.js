// Upload fields: drop a file on the zone, see its name, size or picture, be told at once when it is too large.
import { fileSize } from "./numbers.js";

const PREVIEW_HEIGHT = 128;

// Drawn on a canvas rather than shown from a blob: address, which the content policy refuses.
function picture(file) {
  const canvas = document.createElement("canvas");
  canvas.height = 0;
  createImageBitmap(file, { resizeHeight: PREVIEW_HEIGHT }).then((image) => {
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
  }, () => canvas.remove());
  return canvas;
}

function show(preview, files) {
  preview.replaceChildren();
  for (const file of files) {
    const line = document.createElement("span");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    line.append(name, " · ", fileSize(file.size));
    preview.append(line);
    if (/^image\/(png|jpeg|webp)$/.test(file.type)) preview.append(picture(file));
  }
}

function enhance(field) {
  const input = field.querySelector("input[type=file]");
  const zone = field.querySelector(".upload-zone");
  const preview = field.querySelector("[data-upload-preview]");
  const error = field.querySelector("[data-upload-error]");
  if (!input || !zone) return;
  const limit = Number(field.dataset.maxMb || 0) * 1048576;

  input.addEventListener("change", () => {
    const files = [...input.files];
    const tooBig = limit > 0 && files.some((file) => file.size > limit);
    input.setCustomValidity(tooBig ? field.dataset.tooBig : "");
    if (error) {
      error.hidden = !tooBig;
      if (tooBig) error.querySelector("span").textContent = field.dataset.tooBig;
    }
    show(preview, files);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }
}

export function start(selector) {
  document.querySelectorAll(selector).forEach(enhance);
}
