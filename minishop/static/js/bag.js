// The bag answers each tap at once. Taps on one line within a moment go out as one number; the server's
// answer replaces what was shown, and what did not reach it is shown as it was before.
const MOST = 99
const waiting = new Map() // form → { before, timer }

const lineOf = (form) => form.closest('.line')
const busy = () => document.querySelector('#due .sum')?.setAttribute('aria-busy', String(waiting.size > 0))

function show(form, pieces) {
  const count = form.querySelector('output')
  if (count) count.textContent = pieces
  lineOf(form).hidden = pieces < 1
}

function answered(form) {
  clearTimeout(waiting.get(form)?.timer)
  waiting.delete(form)
  busy()
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('#bag .step button')
  if (!button) return
  event.preventDefault()
  const form = button.form
  const shown = Number(form.querySelector('output').textContent)
  const before = waiting.get(form)?.before ?? shown
  const wanted = Math.min(MOST, Math.max(0, shown + (button.name === 'more' ? 1 : -1)))
  clearTimeout(waiting.get(form)?.timer)
  form.elements.quantity.disabled = false
  form.elements.quantity.value = wanted
  waiting.set(form, { before, timer: setTimeout(() => form.requestSubmit(), 300) })
  show(form, wanted)
  busy()
})

// What goes out is remembered; a piece taken out is gone at once, its line holding the place.
document.addEventListener('htmx:beforeRequest', ({ target, detail }) => {
  if (waiting.has(target)) waiting.get(target).sent = target.elements.quantity.value
  if (!detail.requestConfig.triggeringEvent?.submitter?.matches('[name=remove]')) return
  waiting.set(target, { before: 1 })
  lineOf(target).hidden = true
})

// Only the last answer is shown: an earlier one does not know of the taps that came after it.
document.addEventListener('htmx:beforeSwap', (event) => {
  const { target, xhr, requestConfig: { elt } } = event.detail
  if (target.id !== 'bag' || xhr.status >= 400) return
  const tap = waiting.get(elt)
  if (tap && tap.sent === elt.elements.quantity?.value) answered(elt)
  if (waiting.size) event.detail.shouldSwap = false
})

for (const trouble of ['htmx:sendError', 'htmx:timeout', 'htmx:responseError']) {
  document.addEventListener(trouble, ({ detail: { elt } }) => {
    if (elt.matches('form.toast')) document.querySelector('#toasts')?.append(elt)
    if (!waiting.has(elt)) return
    show(elt, waiting.get(elt).before)
    answered(elt)
  })
}

// Undo puts the piece back where it was, without leaving the place one has scrolled to.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!form.matches('#toasts form')) return
  event.preventDefault()
  window.htmx.ajax('POST', form.action, { source: form, target: '#bag', values: Object.fromEntries(new FormData(form)) })
})
