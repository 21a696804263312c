// Keeps copies of public pages and of what they look like; personal pages are never kept.
// The server writes SHELL, OFFLINE, STATIC and NAMED_BY_CONTENT above this line.
const STATICS = 'statics-1'
const PAGES = 'pages-1'
const PICTURES = 'pictures-1'
const KEPT = { [PAGES]: 30, [PICTURES]: 80 }
const PERSONAL = /^\/(bag|checkout|pay|orders|me|code|sign-in|sign-out|staff|admin|api|language|sw\.js|healthz)/

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const statics = await caches.open(STATICS)
    await statics.addAll(SHELL)
    await (await caches.open(PAGES)).add(OFFLINE)
    await self.skipWaiting()
  })())
})

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys()
    await Promise.all(names.filter((name) => ![STATICS, PAGES, PICTURES].includes(name)).map((name) => caches.delete(name)))
    const statics = await caches.open(STATICS)
    for (const request of await statics.keys()) {
      if (!SHELL.includes(new URL(request.url).pathname)) await statics.delete(request)
    }
    await self.clients.claim()
  })())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (SHELL.includes(url.pathname)) return event.respondWith(NAMED_BY_CONTENT ? fromCopy(request, STATICS) : fetch(request).catch(() => caches.match(request)))
  if (request.mode === 'navigate') {
    if (!PERSONAL.test(url.pathname)) event.respondWith(page(event))
    else event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)))
  } else if (request.destination === 'image' && !PERSONAL.test(url.pathname) && !url.pathname.startsWith(STATIC)) {
    event.respondWith(fromCopy(request, PICTURES))
  }
})

async function fromCopy(request, name) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await keep(name, request, answer.clone())
  return answer
}

// The page as it is now; without a connection, as it was, saying when that was.
async function page(event) {
  try {
    const answer = await fetch(event.request)
    if (answer.ok && !answer.redirected && mayKeep(answer)) event.waitUntil(keep(PAGES, event.request, answer.clone()))
    return answer
  } catch {
    const kept = await caches.match(event.request)
    if (!kept) return caches.match(OFFLINE)
    const saved = kept.headers.get('date')
    const html = (await kept.text()).replace('data-saved=""', `data-saved="${saved}"`)
    return new Response(html, { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': kept.headers.get('content-security-policy') ?? '' } })
  }
}

const mayKeep = (answer) => !/no-store/.test(answer.headers.get('cache-control') ?? '') && /text\/html/.test(answer.headers.get('content-type') ?? '')

async function keep(name, request, answer) {
  const copies = await caches.open(name)
  await copies.put(request, answer)
  const all = await copies.keys()
  const oldest = all.filter(({ url }) => new URL(url).pathname !== OFFLINE).slice(0, Math.max(0, all.length - KEPT[name] || 0))
  await Promise.all(oldest.map((old) => copies.delete(old)))
}
