// An address such as #comment-12 whose comment stands on another page of comments leads there.

const found = /^#comment-(\d+)$/.exec(location.hash);
const isHere = found && document.getElementById(found[0].slice(1));
// whom the server has led here would be led here again: it knows of no better place
const [visit] = performance.getEntriesByType("navigation");

if (found && !isHere && document.getElementById("comments") && !visit.redirectCount) {
  location.replace(`?comment=${found[1]}${found[0]}`);
}
