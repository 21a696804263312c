// A piece in 3D: how much of it has come, its finish in the chosen colour, and a way out where it can't be.
// The viewer is fetched only where it can draw. No decoder is fetched from anywhere: files that would need
// one are not taken.
self.ModelViewerElement = { dracoDecoderLocation: '', ktx2TranscoderLocation: '', meshoptDecoderLocation: '' }

const source = document.currentScript.dataset.viewer
const viewer = document.querySelector('model-viewer')
const flat = document.querySelector('[data-flat]')
const turns = document.querySelector('[data-turning]')
const arriving = document.querySelector('[data-arriving]')
const megabytes = (bytes) => (bytes / 1e6).toFixed(1)

function sayFlat() {
  flat.hidden = false
  turns.hidden = arriving.hidden = true
}

function canTurn() {
  const canvas = document.createElement('canvas')
  return Boolean(canvas.getContext('webgl2') || canvas.getContext('webgl'))
}

if (!canTurn()) sayFlat()
else {
  flat.hidden = true
  turns.hidden = arriving.hidden = false
  const all = Number(viewer.dataset.bytes)
  const show = (share) => {
    arriving.querySelector('progress').value = share
    arriving.querySelector('span').textContent = arriving.dataset.arriving
      .replace('{done}', megabytes(share * all))
      .replace('{all}', megabytes(all))
  }
  show(0)
  import(source).catch(sayFlat)
  viewer.addEventListener('progress', ({ detail }) => show(detail.totalProgress))
  viewer.addEventListener('error', sayFlat)
  viewer.addEventListener('load', () => {
    arriving.hidden = true
    const finishes = viewer.dataset.finish.toLowerCase().split('|')
    const finish = viewer.availableVariants.find((name) => finishes.includes(name.toLowerCase()))
    if (finish) viewer.variantName = finish
    viewer.dataset.turns = finish ?? ''
  })
}
