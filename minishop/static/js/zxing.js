// Points the barcode reader at our own copy of its wasm; never at a CDN.
(() => {
  const wasm = document.currentScript.dataset.wasm
  ZXingWASM.prepareZXingModule({ overrides: { locateFile: (path) => (path.endsWith('.wasm') ? wasm : path) } })
})()
