// Large maps and the point picker. A list or two number fields always stand beside and do the same.
import L from "leaflet";
import { say, words } from "./words.js";

const NORWAY = [[57.9, 4.5], [71.3, 31.2]];

// Tiles come from the page as a whole, so that no template needs to know of them; without, there are outlines.
function tiles(element) {
  const source = element.dataset.tiles ? element : document.body;
  return source.dataset.tiles ? L.tileLayer(source.dataset.tiles, { attribution: source.dataset.attribution || "", maxZoom: 18 }) : null;
}

function base(element) {
  const ground = tiles(element);
  const map = L.map(element, { zoomControl: false, attributionControl: Boolean(ground), scrollWheelZoom: false });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  map.attributionControl?.setPrefix(false);
  if (ground) {
    ground.addTo(map);
    element.classList.add("map-tiled");
  }
  map.on("focus", () => map.scrollWheelZoom.enable());
  return map;
}

async function json(url) {
  const answer = await fetch(url, { headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// With the neighbours' land known, what is left is sea; without it, the outside says nothing.
async function around(map, element) {
  if (!element.dataset.around) return;
  L.geoJSON(await json(element.dataset.around), { className: "map-beyond", interactive: false }).addTo(map).bringToBack();
  map.getContainer().classList.add("map-sea");
}

async function boundary(map, element) {
  if (!element.dataset.boundary) return null;
  const layer = L.geoJSON(await json(element.dataset.boundary), { className: "map-land", interactive: false });
  layer.addTo(map).bringToBack();
  return layer;
}

function pin(current = false) {
  return L.divIcon({ className: current ? "map-pin map-pin-now" : "map-pin", html: "", iconSize: [30, 30], popupAnchor: [0, -12] });
}

function popup(properties) {
  const box = document.createElement("div");
  const title = document.createElement(properties.url ? "a" : "b");
  title.textContent = properties.title || "";
  if (properties.url) {
    title.href = properties.url;
    title.className = "ds-link";
  }
  box.append(title);
  if (properties.text) {
    const text = document.createElement("p");
    text.textContent = properties.text;
    box.append(text);
  }
  return box;
}

function point(feature, at) {
  const { number, title } = feature.properties;
  const marker = L.marker(at, { icon: pin(), title: title || "", alt: title || "", keyboard: true });
  marker.on("add", () => {
    const element = marker.getElement();
    element.textContent = number ?? "";
    element.setAttribute("aria-label", [number, title].filter(Boolean).join(" "));
  });
  return marker.bindPopup(popup(feature.properties));
}

function inside(map, ...layers) {
  const bounds = L.latLngBounds([]);
  layers.forEach((layer) => layer && bounds.extend(layer.getBounds()));
  map.fitBounds(bounds.isValid() ? bounds : NORWAY, { padding: [24, 24], maxZoom: 14, animate: false });
}

async function show(element) {
  const map = base(element);
  map.fitBounds(NORWAY);
  try {
    const [land, data] = await Promise.all([boundary(map, element), element.dataset.geojson ? json(element.dataset.geojson) : null]);
    const pins = data ? L.geoJSON(data, { pointToLayer: point, className: "map-shape" }).addTo(map) : null;
    await around(map, element);
    inside(map, pins?.getLayers().length ? pins : land);
  } catch {
    say(words.failed);
  }
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ds-button";
  made.dataset.variant = "secondary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

async function pick(element) {
  const lon = document.getElementById(element.dataset.lon);
  const lat = document.getElementById(element.dataset.lat);
  if (!lon || !lat) return;
  const surface = document.createElement("div");
  surface.className = "map-surface";
  element.append(surface);
  surface.dataset.tiles = element.dataset.tiles || "";
  surface.dataset.attribution = element.dataset.attribution || "";
  surface.dataset.boundary = element.dataset.boundary || "";
  surface.dataset.around = element.dataset.around || "";
  const map = base(surface);
  map.fitBounds(NORWAY);
  let marker;
  const put = (at, tell = true) => {
    if (!marker) {
      marker = L.marker(at, { icon: pin(true), draggable: true, autoPan: true }).addTo(map);
      marker.getElement().setAttribute("aria-label", words.picked);
    }
    marker.setLatLng(at).off("dragend").on("dragend", () => put(marker.getLatLng()));
    lon.value = at.lng.toFixed(5);
    lat.value = at.lat.toFixed(5);
    if (tell) {
      lon.dispatchEvent(new Event("change", { bubbles: true }));
      say(words.picked);
    }
  };
  map.on("click", (event) => put(event.latlng));
  const tools = document.createElement("div");
  tools.className = "btns map-tools";
  if (navigator.geolocation) {
    tools.append(button(words.here, () => navigator.geolocation.getCurrentPosition((found) => {
      const at = L.latLng(found.coords.latitude, found.coords.longitude);
      map.setView(at, 15);
      put(at);
    }, () => say(words.failed))));
  }
  tools.append(button(words.middle, () => put(map.getCenter())));
  tools.append(button(words.clear, () => {
    marker?.remove();
    marker = undefined;
    lon.value = lat.value = "";
  }));
  element.append(tools);
  const degrees = (input) => Number(input.value.replace(",", "."));
  const follow = () => {
    if (!lon.value || !lat.value || Number.isNaN(degrees(lat)) || Number.isNaN(degrees(lon))) return;
    put(L.latLng(degrees(lat), degrees(lon)), false);
  };
  [lon, lat].forEach((input) => input.addEventListener("change", follow));
  let land = null;
  try {
    land = await boundary(map, surface);
    await around(map, surface);
  } catch {
    // Without a boundary the middle of the place, or the map of the country, is enough to point in.
  }
  const [middleLon, middleLat] = (element.dataset.middle || "").split(",").map(Number);
  const look = () => {
    map.invalidateSize({ animate: false });
    if (marker) map.setView(marker.getLatLng(), 14, { animate: false });
    else if (land?.getBounds().isValid() || !middleLat) inside(map, land);
    else map.setView([middleLat, middleLon], 11, { animate: false });
  };
  follow();
  look();
  // A map that was folded away has no size until it is opened.
  element.closest("details")?.addEventListener("toggle", look);
}

function start() {
  document.querySelectorAll("[data-map]").forEach(show);
  document.querySelectorAll("[data-point-picker]").forEach(pick);
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
