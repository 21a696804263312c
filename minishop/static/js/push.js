// Whether this phone may be told, asked only when tapped; and the offer to keep the shop on the home screen.
const isApple = /iP(hone|ad|od)/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
const isKept = matchMedia('(display-mode: standalone)').matches || navigator.standalone
const isAble = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

function show(element, state) {
  const parts = [...element.querySelectorAll('[data-when]')]
  for (const part of parts) part.hidden = !part.dataset.when.split(' ').includes(state)
  element.hidden = !parts.some((part) => !part.hidden)
}

// Each state has its words in the template: off, on, denied, install (an iPhone's browser), failed, unable.
customElements.define('push-offer', class extends HTMLElement {
  async connectedCallback() {
    this.addEventListener('click', ({ target }) => this.turn(target.closest('button')))
    show(this, await this.state().catch(() => 'unable'))
  }
  async state() {
    if (!isAble) return isApple && !isKept ? 'install' : 'unable'
    if (Notification.permission === 'denied') return 'denied'
    const registration = await navigator.serviceWorker.getRegistration()
    const subscription = await registration?.pushManager.getSubscription()
    if (!subscription || Notification.permission !== 'granted') return 'off'
    return (await this.tell(this.dataset.state, subscription)).on ? 'on' : 'off'
  }
  async turn(button) {
    if (!button) return
    button.setAttribute('aria-disabled', 'true')
    const state = await (button.name === 'on' ? this.on() : this.off()).catch(() => 'failed')
    button.removeAttribute('aria-disabled')
    show(this, state)
    if ('reload' in this.dataset && /on|off/.test(state)) location.reload()
  }
  async on() {
    const answer = await Notification.requestPermission()
    if (answer !== 'granted') return answer === 'denied' ? 'denied' : 'off'
    const { pushManager } = await navigator.serviceWorker.ready
    const wish = { userVisibleOnly: true, applicationServerKey: this.dataset.key }
    const subscription = await pushManager.subscribe(wish).catch(async () => {
      await (await pushManager.getSubscription())?.unsubscribe() // made with another key of the shop's
      return pushManager.subscribe(wish)
    })
    return (await this.tell(this.dataset.subscribe, subscription)).on ? 'on' : 'failed'
  }
  async off() {
    const { pushManager } = await navigator.serviceWorker.ready
    const subscription = await pushManager.getSubscription()
    if (subscription) await this.tell(this.dataset.end, subscription)
    return 'off'
  }
  async tell(address, subscription) {
    const { endpoint, keys } = subscription.toJSON()
    const body = new URLSearchParams({ endpoint, ...keys, about: this.dataset.about })
    return (await fetch(address, { method: 'POST', body })).json()
  }
})

customElements.define('install-hint', class extends HTMLElement {
  connectedCallback() {
    if (isKept || this.refused()) return
    if (isApple && !document.querySelector('push-offer')) show(this, 'ios') // which says the same
    const offer = () => window.installer && show(this, 'prompt')
    document.addEventListener('installable', offer)
    offer()
    this.addEventListener('click', ({ target }) => this.answer(target.closest('button')?.name))
  }
  answer(name) {
    if (!name) return
    if (name === 'keep') window.installer?.prompt()
    try { localStorage.setItem('install', 'answered') } catch { /* a private window asks again */ }
    this.hidden = true
  }
  refused() {
    try { return localStorage.getItem('install') } catch { return false }
  }
})
