// The order board: keeps what is selected while the lanes are fetched anew, counts what each button would
// do, and moves between cards with the arrows. Without this file the board is a form.
const $ = (selector, root = document) => root.querySelector(selector)
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const boxes = () => all('#lanes input[name=o]')
const selected = () => boxes().filter((box) => box.checked)
const count = $('[data-count]')
let last

// --- what the buttons would do -----------------------------------------------------------------------
let shown = ''

function tell() {
  const chosen = selected()
  for (const button of all('[data-deed]')) {
    const why = chosen.map((box) => [box.dataset.number, JSON.parse(box.dataset.out)[button.dataset.deed]])
    const out = why.filter(([, reason]) => reason)
    const does = chosen.length - out.length
    $('[data-n]', button).textContent = out.length ? ` ${does} / ${chosen.length}` : ` ${does}`
    button.hidden = !does
    button.title = out.length ? fill('without', out.map((one) => one.join(' ')).join('; ')) : ''
  }
  const pack = $('[data-deed=pack]')
  all('[data-with-pack]').forEach((part) => (part.hidden = pack.hidden))
  $('.parting').hidden = !chosen.length
  shown = chosen.length ? fill('some', chosen.length) : count.dataset.none
  count.textContent = shown
}
const fill = (name, words) => count.dataset[name].replace('#', () => words)

// Whoever is about to press a button reads whom it leaves out, and why.
for (const type of ['pointerover', 'focusin']) {
  addEventListener(type, ({ target }) => {
    const words = target.closest?.('[data-deed]')?.title
    count.textContent = words ? `${shown} · ${words}` : shown
  })
}

addEventListener('change', ({ target }) => target.matches('#lanes input[name=o]') && tell())

// A range in one lane: shift and click.
addEventListener('click', (event) => {
  const box = event.target
  if (!box.matches?.('#lanes input[name=o]')) return
  const lane = all('input[name=o]', box.closest('ul'))
  if (event.shiftKey && last && lane.includes(last)) {
    const [from, to] = [lane.indexOf(last), lane.indexOf(box)].sort((a, b) => a - b)
    lane.slice(from, to + 1).forEach((one) => (one.checked = box.checked))
  }
  last = box
  tell()
})

// --- the lanes come anew: the selection, the places and the focus stay ---------------------------------
let kept
addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.target.id !== 'lanes') return
  // A page of sign-in, or an error, replaces nothing.
  if (!detail.xhr.responseText.includes('id="lanes"')) return (detail.shouldSwap = false)
  kept = {
    chosen: new Set(selected().map((box) => box.value)),
    scrolled: all('[data-lane]').map((lane) => [lane.dataset.lane, lane.scrollTop]),
    left: $('#lanes').scrollLeft,
    focus: document.activeElement?.id,
  }
})
addEventListener('htmx:afterSwap', () => {
  if (!kept) return
  boxes().forEach((box) => (box.checked = kept.chosen.has(box.value)))
  kept.scrolled.forEach(([code, top]) => ($(`[data-lane=${code}]`).scrollTop = top))
  $('#lanes').scrollLeft = kept.left
  if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true })
  kept = undefined
  tell()
})

// --- keys: arrows between cards, / to search, Escape lets go -----------------------------------------
const STEPS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }

addEventListener('keydown', (event) => {
  const { key, target } = event
  if (target.matches('input:not([type=checkbox]),select,textarea')) return
  if (key === '/') {
    event.preventDefault()
    return $('[data-find]')?.focus()
  }
  if (key === 'Escape') {
    selected().forEach((box) => (box.checked = false))
    return tell()
  }
  if (STEPS[key] && target.matches('#lanes, #lanes *')) move(event, ...STEPS[key])
})

function move(event, across, down) {
  const lanes = all('[data-lane]').map((lane) => all('input[name=o]', lane)).filter((lane) => lane.length)
  const here = event.target.closest('[data-card]')
  const x = lanes.findIndex((lane) => lane.some((box) => here?.contains(box)))
  const y = x < 0 ? -1 : lanes[x].findIndex((box) => here.contains(box))
  const lane = lanes[Math.min(Math.max(x + across, 0), lanes.length - 1)]
  const next = lane?.[Math.min(Math.max(y + down, 0), lane.length - 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.closest('[data-card]').scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

tell()
