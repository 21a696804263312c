// The scan console: the camera reads, a USB scanner types, verdicts replace the page and sound.
// Without this file the console is a form; nothing here decides anything.
const $ = (selector, root = document) => root.querySelector(selector)
const QUIET = 2500 // the same code is ignored for so long
const PAUSE = 120 // between two looks at the camera
const KEYS = 60 // a scanner types faster than this, in ms a key
const WIDE = 960 // pixels across that are enough to read a code

let busy = false
let last = { text: '', at: 0 }

// --- moving between the console's pages without letting go of the camera ---------------------------
async function go(url, options = {}) {
  if (busy) return
  busy = true
  try {
    const answer = await fetch(url, { credentials: 'same-origin', redirect: 'follow', ...options })
    if (!new URL(answer.url).pathname.startsWith('/staff/scan/')) return location.assign(answer.url)
    show(await answer.text(), answer.url)
  } catch {
    sound('halt')
    location.reload()
  } finally {
    busy = false
  }
}

function show(html, url) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  document.title = page.title
  document.body.className = page.body.className
  document.body.dataset.sound = page.body.dataset.sound ?? ''
  for (const part of ['header.shift', '#main']) {
    const [old, fresh] = [$(part), $(part, page)]
    if (old && fresh) old.replaceWith(document.adoptNode(fresh))
  }
  history.replaceState(null, '', url)
  scrollTo(0, 0)
  arrive()
}

function arrive() {
  sound(document.body.dataset.sound)
  const target = $('[autofocus]') ?? $('#main h1')
  target?.focus({ preventScroll: true })
  if ($('[data-finder]')) camera.open()
}

function send(form, extra = {}) {
  const body = new URLSearchParams(new FormData(form))
  for (const [name, value] of Object.entries(extra)) body.set(name, value)
  return go(form.action, { method: 'POST', body })
}

// A code was read: it is looked up once, wherever on the console we are.
function read(text) {
  const now = Date.now()
  if (busy || (text === last.text && now - last.at < QUIET)) return
  last = { text, at: now }
  const form = $('#type')
  if (form) return send(form, { code: text })
  go('/staff/scan/', { method: 'POST', body: new URLSearchParams({ code: text }) })
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.matches('[data-look]')) {
    event.preventDefault()
    return go(`${form.action}?${new URLSearchParams(new FormData(form))}`)
  }
  if (form.method !== 'post' || form.closest('[data-plain]')) return
  event.preventDefault()
  if (form.id === 'type') last = { text: form.elements.code.value.trim(), at: Date.now() }
  send(form, event.submitter?.name ? { [event.submitter.name]: event.submitter.value } : {})
})
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-next]')
  if (!link || event.metaKey || event.ctrlKey) return
  event.preventDefault()
  last.at = Date.now() // what still lies before the camera is not read again at once
  go(link.href)
})

// --- a USB scanner types wherever the focus is; its Enter never presses a button -----------------------
let typed = ''
let typedAt = 0
document.addEventListener('keydown', (event) => {
  if (event.target.matches?.('input')) return
  const quick = event.timeStamp - typedAt < KEYS
  typedAt = event.timeStamp
  if (event.key === 'Enter') {
    if (quick && typed.length >= 6) {
      event.preventDefault()
      read(typed)
    }
    typed = ''
  } else if (event.key.length === 1) {
    typed = quick ? typed + event.key : event.key
  }
}, true)

// --- sounds: one for each colour, told apart with closed eyes ----------------------------------------------
const TUNES = {
  go: [[660, 0, 0.09], [880, 0.1, 0.14]],
  done: [[660, 0, 0.08], [880, 0.09, 0.08], [1175, 0.18, 0.2]],
  hold: [[440, 0, 0.16], [440, 0.24, 0.16]],
  halt: [[180, 0, 0.45]],
}
let speaker
function sound(name) {
  if (!TUNES[name] || !navigator.userActivation?.hasBeenActive) return
  try {
    speaker ??= new AudioContext()
    speaker.resume()
    for (const [pitch, from, length] of TUNES[name]) tone(pitch, speaker.currentTime + from, length, name === 'halt')
  } catch { /* a till without sound still shows */ }
}
function tone(pitch, from, length, rough) {
  const voice = speaker.createOscillator()
  const volume = speaker.createGain()
  voice.type = rough ? 'sawtooth' : 'sine'
  voice.frequency.value = pitch
  volume.gain.setValueAtTime(0.25, from)
  volume.gain.exponentialRampToValueAtTime(0.001, from + length)
  voice.connect(volume).connect(speaker.destination)
  voice.start(from)
  voice.stop(from + length)
}

// --- the camera -------------------------------------------------------------------------------------------
const camera = {
  stream: null,
  device: '',
  looking: false,
  canvas: document.createElement('canvas'),

  async open() {
    try {
      this.stream ??= await this.ask()
    } catch {
      $('[data-no-camera]')?.removeAttribute('hidden')
      return
    }
    this.place()
  },
  ask() {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error('no camera')
    const wanted = this.device ? { deviceId: { exact: this.device } } : { facingMode: 'environment' }
    return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wanted, width: { ideal: 1280 } } })
  },
  async place() {
    const finder = $('[data-finder]')
    if (!finder) return
    finder.hidden = false
    $('[data-with]').hidden = false
    $('[data-without]').hidden = true
    const video = $('video', finder)
    video.srcObject = this.stream
    await video.play().catch(() => {})
    this.tools()
    this.look()
  },
  async tools() {
    const track = this.stream.getVideoTracks()[0]
    $('[data-light]')?.toggleAttribute('hidden', !track.getCapabilities?.().torch)
    const devices = await navigator.mediaDevices.enumerateDevices()
    const cameras = devices.filter((device) => device.kind === 'videoinput')
    $('[data-other]')?.toggleAttribute('hidden', cameras.length < 2)
  },
  async look() {
    if (this.looking) return
    this.looking = true
    for (let video; (video = $('[data-finder] video')); ) {
      if (!busy && !document.hidden && video.readyState >= 2) {
        const found = await this.decode(video).catch(() => [])
        if (found[0]?.text && video.isConnected) read(found[0].text)
      }
      await new Promise((done) => setTimeout(done, PAUSE))
    }
    this.looking = false
  },
  decode(video) {
    const scale = Math.min(1, WIDE / video.videoWidth)
    const [width, height] = [video.videoWidth, video.videoHeight].map((side) => Math.round(side * scale))
    Object.assign(this.canvas, { width, height })
    const pen = this.canvas.getContext('2d', { willReadFrequently: true })
    pen.drawImage(video, 0, 0, width, height)
    const frame = pen.getImageData(0, 0, width, height)
    return ZXingWASM.readBarcodes(frame, { formats: ['QRCode', 'Code128'], tryHarder: true, maxNumberOfSymbols: 1 })
  },
  async turn() {
    const devices = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === 'videoinput')
    const here = this.stream.getVideoTracks()[0].getSettings().deviceId
    const place = devices.findIndex((one) => one.deviceId === here)
    this.device = devices[(place + 1) % devices.length].deviceId
    this.stream.getTracks().forEach((track) => track.stop())
    this.stream = null
    this.open()
  },
  light() {
    const track = this.stream.getVideoTracks()[0]
    this.lit = !this.lit
    track.applyConstraints({ advanced: [{ torch: this.lit }] }).catch(() => {})
  },
}
document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-light]')) camera.light()
  if (event.target.closest?.('[data-other]')) camera.turn()
})

arrive()
