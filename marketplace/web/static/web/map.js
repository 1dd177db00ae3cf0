// Draws the map beside a list: outlines of the districts and a numbered marker for each address in the list.
"use strict";

const mapElement = document.getElementById("map");
const points = JSON.parse(document.getElementById("map-points").textContent);
const aroundAntwerp = [[51.14, 4.25], [51.38, 4.5]];

const map = L.map(mapElement, { scrollWheelZoom: false, attributionControl: Boolean(mapElement.dataset.attribution) });
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

if (mapElement.dataset.tiles) {
  L.tileLayer(mapElement.dataset.tiles, { attribution: mapElement.dataset.attribution, maxZoom: 18 }).addTo(map);
}

fetch(mapElement.dataset.outlines)
  .then((answer) => answer.json())
  .then((outlines) => {
    const style = { color: colour("--edge"), weight: 1, fillColor: colour("--raised"), fillOpacity: mapElement.dataset.tiles ? 0 : 1 };
    const named = (feature, layer) => layer.bindTooltip(feature.properties.name, { permanent: true, direction: "center", className: "map__district" });
    L.geoJSON(outlines, { style, interactive: false, onEachFeature: named }).addTo(map);
  });

const nameDistricts = () => mapElement.classList.toggle("map--far", map.getZoom() < 12);
map.on("zoomend", nameDistricts);

const words = (point) => {
  const link = document.createElement(point.url ? "a" : "span");
  link.textContent = `${point.number}. ${point.name}`;
  if (point.url) link.href = point.url;
  return link;
};

// Places at one address share a marker, which tells how many they are and lists them when it is opened.
const together = new Map();
for (const point of points) {
  const where = `${point.lat},${point.lon}`;
  together.set(where, [...(together.get(where) || []), point]);
}

const listed = (shared) => {
  if (shared.length === 1) return words(shared[0]);
  const list = document.createElement("ul");
  for (const point of shared) list.appendChild(document.createElement("li")).appendChild(words(point));
  return list;
};

for (const shared of together.values()) {
  const [first] = shared;
  const text = shared.length === 1 ? Number(first.number) : `${shared.length}×`;
  const title = shared.map((point) => `${point.number}. ${point.name}`).join("; ");
  const icon = L.divIcon({ className: "", html: `<span class="map__number">${text}</span>`, iconSize: [28, 28] });
  L.marker([first.lat, first.lon], { icon, title, alt: title, keyboard: true }).bindPopup(listed(shared)).addTo(map);
}

const bounds = points.length ? L.latLngBounds(points.map((point) => [point.lat, point.lon])) : L.latLngBounds(aroundAntwerp);
map.fitBounds(bounds.pad(0.15), { maxZoom: 14 });
