// Makes the store pleasant; every page works without it.
const $ = (selector, root = document) => root.querySelector(selector)
const on = (type, run, target = document) => target.addEventListener(type, run)

// --- words and toasts -------------------------------------------------------------------------
const word = (name) => $(`[data-word=${name}]`, $('#words')?.content)?.textContent ?? ''

function say(text) {
  const toasts = $('#toasts')
  if (!toasts || !text) return
  const toast = document.createElement('div')
  const line = document.createElement('p')
  toast.className = 'toast'
  line.textContent = text
  toast.append(line)
  toasts.replaceChildren(toast)
  rest(toast)
}

// A toast leaves by itself, later when it offers Undo, and never while one is on it.
function rest(toast) {
  if (toast.dataset.resting) return
  toast.dataset.resting = '1'
  const leave = () => (toast.matches(':hover, :focus-within') ? setTimeout(leave, 2000) : toast.remove())
  setTimeout(leave, toast.matches('form') ? 10000 : 5000)
}
const restAll = () => document.querySelectorAll('#toasts .toast').forEach(rest)

// --- answers that did not come ------------------------------------------------------------------
on('htmx:sendError', () => say(word(navigator.onLine ? 'unanswered' : 'offline')))
on('htmx:timeout', () => say(word('unanswered')))
on('htmx:responseError', (event) => {
  if (!event.detail.xhr.getResponseHeader('HX-Trigger')) say(word('refused'))
})
on('htmx:afterSettle', restAll)

// A form is sent once; the button wakes again when the page comes back.
on('submit', (event) => {
  const form = event.target
  if (!form.matches('[data-once]')) return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = '1'
  setTimeout(() => event.submitter?.setAttribute('aria-disabled', 'true'))
})
function wake(form) {
  delete form.dataset.sent
  document.querySelectorAll('button[aria-disabled]').forEach((button) => {
    if (button.form === form) button.removeAttribute('aria-disabled')
  })
}
on('pageshow', () => document.querySelectorAll('[data-sent]').forEach(wake), window)
on('htmx:afterRequest', ({ detail }) => detail.elt.matches('form[data-sent]') && setTimeout(wake, 0, detail.elt))

// --- back keeps the place: when we came from there, go there instead of loading it anew -----------
on('click', (event) => {
  const link = event.target.closest?.('a[data-back]')
  if (!link || event.metaKey || event.ctrlKey || !document.referrer) return
  const came = new URL(document.referrer)
  if (came.origin === location.origin && came.pathname === new URL(link.href).pathname) {
    event.preventDefault()
    history.back()
  }
})
on('keydown', (event) => {
  if (event.key === 'Escape') $('a.scrim')?.click()
})

// --- the next page takes its time: its bones after 300 ms, never a spinner ---------------------------
let bones
const KINDS = [[/^\/(shop|search|collections|brands)\//, 'grid'], [/^\/products\//, 'piece'], [/./, 'lines']]

function lay(path) {
  const main = $('#main')
  const page = $('#bones')?.content.firstElementChild.cloneNode(true)
  if (!main || !page) return
  const kind = KINDS.find(([paths]) => paths.test(path))[1]
  page.querySelectorAll('[data-bones]').forEach((one) => one.dataset.bones === kind || one.remove())
  main.hidden = true
  main.after(page)
  scrollTo({ top: 0, behavior: 'instant' })
  bones = setTimeout(() => { clear(); say(word('unanswered')) }, 15000)
}
function clear() {
  clearTimeout(bones)
  const page = $('.bones')
  if (!page) return
  page.remove()
  $('#main').hidden = false
}
on('click', (event) => {
  const link = event.target.closest?.('a[href]')
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  const to = new URL(link.href, location.href)
  const leaves = to.origin === location.origin && to.pathname + to.search !== location.pathname + location.search
  if (!leaves || link.target || link.hasAttribute('download') || link.hasAttribute('hx-get') || !navigator.onLine) return
  clear()
  bones = setTimeout(lay, 300, to.pathname)
}, window)
on('pageshow', clear, window)
on('pagehide', () => clearTimeout(bones), window)
window.navigation?.addEventListener('navigateerror', clear)

// --- the picture one taps becomes the gallery -----------------------------------------------------
function nameTapped(path) {
  for (const link of document.querySelectorAll('.card a[href]')) {
    if (new URL(link.href).pathname !== path) continue
    const frame = $('.pic', link.closest('.card'))
    if (frame) frame.style.viewTransitionName = 'piece'
    return frame
  }
}
async function travel(transition, url) {
  if (!transition) return
  const frame = url && nameTapped(new URL(url).pathname)
  // A transition the browser skips rejects all its promises; skipping is fine.
  await Promise.allSettled([transition.ready, transition.finished, transition.updateCallbackDone])
  if (frame) frame.style.viewTransitionName = ''
}
on('pageswap', (event) => travel(event.viewTransition, event.activation?.entry?.url), window)
on('pagereveal', (event) => travel(event.viewTransition, window.navigation?.activation?.from?.url), window)

// --- small elements -------------------------------------------------------------------------------
const define = (name, element) => customElements.get(name) || customElements.define(name, element)

// <time-left until="ISO" now="ISO" [reload]><time>14:32</time><progress max="900"></progress></time-left>
// Counts by the server's clock: `now` is the server's time when the page was written.
define('time-left', class extends HTMLElement {
  connectedCallback() {
    const skew = this.getAttribute('now') ? new Date(this.getAttribute('now')) - Date.now() : 0
    const end = new Date(this.getAttribute('until')) - skew
    const tick = () => {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000))
      this.show(left)
      if (left > 0) return
      clearInterval(this.timer)
      this.dispatchEvent(new CustomEvent('ended', { bubbles: true }))
      if (this.hasAttribute('reload')) location.reload()
    }
    this.timer = setInterval(tick, 1000)
    tick()
  }
  disconnectedCallback() { clearInterval(this.timer) }
  show(left) {
    const clock = $('time', this)
    const meter = $('progress', this)
    const [hours, rest] = [Math.floor(left / 3600), left % 3600]
    const minutes = String(Math.floor(rest / 60)).padStart(hours ? 2 : 1, '0')
    const text = `${hours ? `${hours}:` : ''}${minutes}:${String(rest % 60).padStart(2, '0')}`
    if (clock) { clock.textContent = text; clock.dateTime = `PT${left}S` }
    if (meter) meter.value = left
  }
})

// <quantity-step><input type="number" name="quantity" …></quantity-step>: two buttons around the number
define('quantity-step', class extends HTMLElement {
  connectedCallback() {
    if (this.dataset.ready) return
    this.dataset.ready = '1'
    const input = $('input', this)
    const [less, more] = ['less', 'more'].map((name) => $(`button[name=${name}]`, this))
    const move = (by) => {
      const low = Number(input.min || 1)
      const high = Number(input.max || Infinity)
      input.value = Math.min(high, Math.max(low, Number(input.value) + by))
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }
    less?.addEventListener('click', (event) => { event.preventDefault(); move(-1) })
    more?.addEventListener('click', (event) => { event.preventDefault(); move(1) })
  }
})

// <share-button url="…" title="…"><button>…</button></share-button>; without sharing it copies the link
define('share-button', class extends HTMLElement {
  connectedCallback() {
    this.hidden = !(navigator.share || navigator.clipboard)
    this.onclick = async () => {
      const url = this.getAttribute('url') || location.href
      const title = this.getAttribute('title') || document.title
      if (navigator.share) return navigator.share({ url, title }).catch(() => {})
      await navigator.clipboard.writeText(url)
      say(word('copied'))
    }
  }
})

// <stay-awake>: the screen does not dim while the page is shown
define('stay-awake', class extends HTMLElement {
  async connectedCallback() {
    const hold = async () => {
      if (document.visibilityState !== 'visible') return
      this.lock = await navigator.wakeLock?.request('screen').catch(() => null)
    }
    on('visibilitychange', hold)
    hold()
  }
  disconnectedCallback() { this.lock?.release() }
})

// --- choices say their name; galleries say their place ---------------------------------------------
on('change', (event) => {
  const chosen = event.target.name && $(`[data-chosen="${CSS.escape(event.target.name)}"]`)
  const name = event.target.closest('label')?.innerText?.trim() || event.target.dataset.name
  if (chosen && name) chosen.textContent = name
})
function watchGallery(gallery) {
  const list = $('ul', gallery)
  const place = $('[data-place]', gallery)
  if (!list || !place) return
  const turn = () => {
    place.textContent = `${Math.round(list.scrollLeft / list.clientWidth) + 1} / ${list.children.length}`
  }
  list.addEventListener('scroll', turn, { passive: true })
}
// The tab one is on stands in the row, however far right it is.
function showTab(tab) {
  const row = tab.parentElement
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
}

// --- search: offers while one types, and what this phone looked for lately --------------------------------
// <search-box data-asked="silk">: the form, #offers, #lately. Half-typed pinyin asks nothing; what is kept
// is kept on this phone alone.
define('search-box', class extends HTMLElement {
  connectedCallback() {
    const field = $('input', this)
    const offers = $('#offers', this)
    const lately = $('#lately', this)
    const kept = this.kept()
    const asked = this.dataset.asked
    if (asked) this.keep([asked, ...kept.filter((words) => words !== asked)].slice(0, 8))
    const show = () => {
      if (!field.value) offers.replaceChildren()
      lately.hidden = Boolean(field.value) || !this.fill($('ul', lately))
    }
    this.addEventListener('input', (event) => event.isComposing && event.stopPropagation(), true)
    on('compositionend', () => field.dispatchEvent(new Event('input', { bubbles: true })), field)
    on('input', show, field)
    on('htmx:beforeRequest', (event) => field.value.trim() || event.preventDefault(), this)
    on('htmx:beforeSwap', (event) => { if (!field.value.trim()) event.detail.shouldSwap = false }, this)
    on('click', () => { this.keep([]); show(); field.focus() }, $('button', lately))
    on('keydown', (event) => this.walk(event, field, offers), this)
    show()
  }
  kept() {
    try { return JSON.parse(localStorage.getItem('sought')) ?? [] } catch { return [] }
  }
  keep(words) {
    try { localStorage.setItem('sought', JSON.stringify(words)) } catch { /* a private window keeps nothing */ }
  }
  fill(list) {
    const words = this.kept()
    list.replaceChildren(...words.map((text) => {
      const link = Object.assign(document.createElement('a'), { className: 'chip', textContent: text })
      link.href = `${$('form', this).action}?q=${encodeURIComponent(text)}`
      const item = document.createElement('li')
      item.append(link)
      return item
    }))
    return words.length
  }
  walk(event, field, offers) {
    const places = [field, ...offers.querySelectorAll('a')]
    const at = places.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (event.isComposing || at < 0) return
    if (event.key === 'Escape' && places[1]) { event.preventDefault(); field.focus(); offers.replaceChildren() }
    if (places[to] && places[1]) { event.preventDefault(); places[to].focus() }
  }
})

// --- pieces looked at lately: this phone alone knows them ------------------------------------------------
const seen = {
  list() { try { return JSON.parse(localStorage.getItem('seen')) ?? [] } catch { return [] } },
  keep(handles) { try { localStorage.setItem('seen', JSON.stringify(handles)) } catch { /* as above */ } },
}
const piece = location.pathname.match(/^\/products\/([\w-]+)\/$/)?.[1]
if (piece) seen.keep([piece, ...seen.list().filter((handle) => handle !== piece)].slice(0, 8))

// <seen-pieces from="/shop/seen/">: fills itself, and empties when asked to forget
define('seen-pieces', class extends HTMLElement {
  async connectedCallback() {
    const handles = seen.list()
    if (!handles.length) return
    const answer = await fetch(`${this.getAttribute('from')}?of=${handles}`).catch(() => null)
    if (answer?.ok) this.innerHTML = await answer.text()
    $('button', this)?.addEventListener('click', () => { seen.keep([]); this.replaceChildren() })
  }
})

// --- hearts: cards are the same for everyone, so a member's own are filled afterwards ----------------------
function mark(handle, full) {
  document.querySelectorAll(`.heart[value="${CSS.escape(handle)}"]`).forEach((heart) => heart.setAttribute('aria-pressed', full))
}
async function markHearts() {
  const from = $('#hearts')?.dataset.marks
  if (!from || !$('.heart')) return
  const answer = await fetch(from).catch(() => null)
  if (answer?.ok) (await answer.json()).saved.forEach((handle) => mark(handle, true))
}
on('click', async (event) => {
  const heart = event.target.closest?.('.heart')
  if (!heart) return
  event.preventDefault()
  const full = heart.getAttribute('aria-pressed') === 'true'
  mark(heart.value, !full)
  const body = new URLSearchParams({ [full ? 'remove' : 'save']: heart.value })
  const answer = await fetch(heart.form.action, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(() => null)
  const told = await answer?.json().catch(() => null)
  if (told?.to) return location.assign(told.to)
  if (!answer?.ok) mark(heart.value, full)
  say(told?.words ?? word('unanswered'))
})
on('htmx:afterSettle', ({ target }) => $('.heart', target) && markHearts())

// --- offline: copies say when they were kept, buying says why it can't --------------------------------
function connected() {
  const line = $('#saved')
  const kept = Date.parse(line?.dataset.saved)
  const off = !navigator.onLine
  if (line) {
    line.hidden = !off && !kept
    $('[data-kept]', line).hidden = !kept
    const when = { dateStyle: 'medium', timeStyle: 'short' }
    if (kept) $('time', line).textContent = new Date(kept).toLocaleString(document.documentElement.lang, when)
  }
  document.querySelectorAll('[data-buys]').forEach((button) => {
    button.disabled = off || Boolean(kept) || button.hasAttribute('data-never')
    if (off || kept) button.title = word('offline')
  })
}
on('online', connected, window)
on('offline', () => { connected(); say(word('offline')) }, window)
// The browser's own offer to install waits until a page asks at a better moment than arrival.
on('beforeinstallprompt', (event) => {
  event.preventDefault()
  window.installer = event
  document.dispatchEvent(new Event('installable'))
}, window)
on('load', () => navigator.serviceWorker?.register('/sw.js').catch(() => {}), window)

restAll()
markHearts()
document.querySelectorAll('.gallery').forEach(watchGallery)
document.querySelectorAll('.tabs [aria-current]').forEach(showTab)
if (!navigator.onLine || $('#saved')?.dataset.saved) connected()
