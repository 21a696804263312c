// The member code goes on by itself: it draws the next ones it was given, asks for more while there is a
// line, and opens the receipt as soon as a till has read it. Without this file the page is loaded anew.
const EACH = 3000 // between two looks at whether a till has read it
const SIDE = 21
const QUIET = 4
const BESIDE = 10

function runs(row, x, y) {
  return [...row.matchAll(/1+/g)].map(({ 0: { length }, index }) => `M${x + index} ${y}h${length}v1h-${length}z`).join('')
}
const bits = (hex) => [...hex].map((digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join('')

customElements.define('member-code', class extends HTMLElement {
  connectedCallback() {
    this.hold(JSON.parse(this.dataset.codes))
    this.timers = [setInterval(() => this.turn(), 500), setInterval(() => this.ask(), EACH)]
    this.wake = () => document.hidden || (this.turn(), this.ask())
    document.addEventListener('visibilitychange', this.wake)
    this.turn()
  }
  disconnectedCallback() {
    this.timers.forEach(clearInterval)
    document.removeEventListener('visibilitychange', this.wake)
  }
  // Time is what has passed here since the codes came, so that a phone's wrong clock does no harm.
  hold({ codes, left, seconds }) {
    Object.assign(this, { codes, left, seconds, since: Date.now(), drawn: -1 })
  }
  turn() {
    const past = Math.floor((Date.now() - this.since) / 1000)
    const place = past < this.left ? 0 : 1 + Math.floor((past - this.left) / this.seconds)
    const rest = this.left + place * this.seconds - past
    const over = place >= this.codes.length || past < -1
    this.toggleAttribute('data-over', over)
    this.querySelector('[data-live]').hidden = over
    this.querySelector('[data-stale]').hidden = !over
    if (over) return
    if (place !== this.drawn) this.draw(this.codes[this.drawn = place])
    this.querySelector('progress').value = rest
    this.querySelector('[data-rest]').textContent = rest
    const until = new Date(this.since + (this.left + (this.codes.length - 1) * this.seconds) * 1000)
    this.querySelector('[data-until]').textContent = until.toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' })
  }
  draw([digits, drawing]) {
    const [square, bars] = drawing.split(' ').map(bits)
    const rows = Array.from({ length: SIDE }, (_, y) => runs(square.slice(y * SIDE, (y + 1) * SIDE), QUIET, y + QUIET))
    this.querySelector('.qr path').setAttribute('d', rows.join(''))
    this.querySelector('.bars path').setAttribute('d', runs(bars, BESIDE, 0))
    const groups = digits.match(/.{1,4}/g)
    const line = this.querySelector('.digits')
    line.setAttribute('aria-label', groups.join(' '))
    line.querySelectorAll('span').forEach((span, place) => { span.textContent = groups[place] })
  }
  async ask() {
    if (document.hidden || this.asking || !navigator.onLine) return
    this.asking = true
    const more = this.drawn >= this.codes.length / 3 || this.hasAttribute('data-over')
    try {
      const answer = await fetch(`${this.dataset.from}?after=${this.dataset.after}${more ? '&more=1' : ''}`, { signal: AbortSignal.timeout(8000) })
      if (answer.status === 403) return location.reload()
      const told = answer.ok ? await answer.json() : {}
      if (told.receipt) return location.assign(told.receipt)
      if (told.codes) { this.hold(told); this.turn() }
    } catch { /* without a line it goes on with what it has */ } finally {
      this.asking = false
    }
  }
})
