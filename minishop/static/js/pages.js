// The page form: a block shows the fields its kind reads, and the phone follows its switches.
// Without this every field stands there and the phone has a button.
const every = (reads) => [...new Set(Object.values(reads).flat())]

function dress(select) {
  const reads = JSON.parse(select.dataset.reads)
  const row = select.closest('.form-group') ?? select.closest('fieldset')
  const shown = reads[select.value]
  for (const name of every(reads)) {
    const line = row.querySelector(`.field-line.field-${name}`)
    if (line) line.hidden = Boolean(shown) && !shown.includes(name)
  }
}

function dressAll(root) {
  root.querySelectorAll('select[data-reads]').forEach(dress)
}

document.addEventListener('change', (event) => {
  if (event.target.matches('select[data-reads]')) dress(event.target)
  const form = event.target.closest('.page-phone form')
  if (form && event.target.name !== 'scheme') form.requestSubmit()
})
document.addEventListener('formset:added', (event) => {
  dressAll(event.target)
  setTimeout(() => event.target.querySelector('h3')?.click()) // a new block lies open, once the theme knows it
})
document.addEventListener('DOMContentLoaded', () => dressAll(document))
