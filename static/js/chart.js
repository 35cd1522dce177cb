// canvas[data-chart="<id of the JSON>"]: figures with before = 100, drawn beside the table that says the same.
// Without scripts, or when the library does not come, the table alone stands there.
import { localDigits } from "./numbers.js";

function library() {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/chart.umd.min.js", import.meta.url);
    script.addEventListener("load", () => done(window.Chart));
    script.addEventListener("error", fail);
    document.head.append(script);
  });
}

/** A colour of the design system as it is in this theme. */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** On a phone a long name takes two or three lines instead of the room of the bars. */
function wrapped(text, letters) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length > letters && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}

function draw(Chart, canvas) {
  const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  const words = canvas.dataset;
  const digits = (value) => localDigits(String(value));
  const bar = (label, values, colour) => ({ label, data: values, backgroundColor: colour, borderRadius: 4, maxBarThickness: 28 });
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  Chart.defaults.color = token("--ink-2");
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels: data.labels.map((label) => wrapped(label, canvas.parentElement.clientWidth < 480 ? 12 : 26)),
      datasets: [
        bar(words.before, data.before, token("--lapis")),
        bar(words.goal, data.goal, token("--saffron-bright")),
        bar(words.after, data.after, token("--turquoise")),
      ],
    },
    options: {
      indexAxis: "y",
      responsive: true,
      maintainAspectRatio: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 300 },
      scales: {
        x: { beginAtZero: true, reverse: data.rtl, grid: { color: token("--line") }, ticks: { callback: digits } },
        y: { position: data.rtl ? "right" : "left", grid: { display: false } },
      },
      plugins: {
        legend: { rtl: data.rtl, position: "bottom", labels: { boxWidth: 12, boxHeight: 12 } },
        tooltip: {
          rtl: data.rtl,
          callbacks: { label: (item) => `${item.dataset.label}: ${digits(item.raw)}` },
        },
      },
    },
  });
}

export function start(selector) {
  const canvases = [...document.querySelectorAll(selector)];
  library().then((Chart) => {
    let charts = canvases.map((canvas) => {
      canvas.closest("[data-chart-box]").hidden = false;
      return draw(Chart, canvas);
    });
    // The colours follow the theme.
    const again = () => {
      charts.forEach((chart) => chart.destroy());
      charts = canvases.map((canvas) => draw(Chart, canvas));
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-bs-theme"] });
  }, () => {});
}
