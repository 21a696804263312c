// Keeps copies of public pages and of what they look like, and shows what the shop sends.
// The server writes SHELL, OFFLINE, NAMED_BY_CONTENT, SIGN_OUT, RENEWAL, ICON and BADGE above this line.
const STATICS = 'statics-2'
const PAGES = 'pages-2'
const PICTURES = 'pictures-2'
// Looks outlive an update by a few versions: kept pages and pages that lie open still ask for the old ones.
const KEPT = { [STATICS]: 60, [PAGES]: 30, [PICTURES]: 80 }
const FRESH = 60 * 60 * 1000
// Nothing but these is ever kept: what is made for one person never is, whatever its address will be.
const PUBLIC = /^\/($|(shop|search|collections|brands|stories|pages|products|stores|privacy)\/)(?!(.*\/)?(alert|mine|seen)\/)/
const LOOKS = /^\/(brand|media)\//

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    await (await caches.open(STATICS)).addAll(SHELL)
    await keepOffline()
    await self.skipWaiting()
  })())
})

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    await self.registration.navigationPreload?.enable()
    const names = await caches.keys()
    await Promise.all(names.filter((name) => !(name in KEPT)).map((name) => caches.delete(name)))
    await trim(STATICS)
    await self.clients.claim()
  })())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.method !== 'GET') {
    if (pathname === SIGN_OUT) event.waitUntil(forget())
  } else if (request.mode === 'navigate') {
    event.respondWith(page(event, PUBLIC.test(pathname)))
  } else if (SHELL.includes(pathname) || /style|script|font/.test(request.destination)) {
    event.respondWith(NAMED_BY_CONTENT ? fromCopy(request, SHELL.includes(pathname) && STATICS) : fetch(request).catch(() => caches.match(request)))
  } else if (request.destination === 'image' && LOOKS.test(pathname)) {
    event.respondWith(fromCopy(request, PICTURES))
  }
})

async function fromCopy(request, name) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (name && answer.ok) keep(name, request, answer.clone())
  return answer
}

// The page as it is now; without a connection, as it was, saying when that was.
async function page(event, isPublic) {
  try {
    const answer = (await event.preloadResponse) || (await fetch(event.request))
    if (isPublic && isPage(answer)) {
      event.waitUntil(mayKeep(answer) ? keep(PAGES, event.request, answer.clone()) : asAnyoneSees(event.request, answer))
    }
    event.waitUntil(inOneLanguage(answer))
    return answer
  } catch {
    const kept = isPublic && (await caches.match(event.request))
    return kept ? asItWas(kept) : (await caches.match(OFFLINE)) ?? Response.error()
  }
}

async function asItWas(kept) {
  const html = (await kept.text()).replace('data-saved=""', `data-saved="${kept.headers.get('date')}"`)
  const policy = kept.headers.get('content-security-policy') ?? ''
  return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy } })
}

const isPage = ({ ok, redirected, headers }) => ok && !redirected && /text\/html/.test(headers.get('content-type'))
const mayKeep = ({ headers }) => !/no-store/.test(headers.get('cache-control'))
const language = ({ headers }) => headers.get('content-language')

// What was made for a member is not kept; the same page as anyone sees it is, asked for without saying who asks.
async function asAnyoneSees(request, hers) {
  const kept = await caches.match(request)
  if (kept && Date.now() - Date.parse(kept.headers.get('date')) < FRESH) return
  const answer = await fetch(request.url, { credentials: 'omit' }).catch(() => null)
  if (answer && isPage(answer) && mayKeep(answer) && language(answer) === language(hers)) await keep(PAGES, request, answer)
}

// A copy is a courtesy: where the phone has no room for it the visitor still gets what he asked for.
async function keep(name, request, answer) {
  try {
    await (await caches.open(name)).put(request, answer)
    await trim(name)
  } catch {
    await caches.delete(PICTURES)
  }
}

async function trim(name) {
  const copies = await caches.open(name)
  const all = (await copies.keys()).filter(({ url }) => new URL(url).pathname !== OFFLINE)
  await Promise.all(all.slice(0, Math.max(0, all.length - KEPT[name])).map((old) => copies.delete(old)))
}

async function keepOffline() {
  await (await caches.open(STATICS)).add(new Request(OFFLINE, { cache: 'reload' }))
}

// Who changes the language reads the offline page in it as well.
async function inOneLanguage(answer) {
  const spoken = answer.ok && language(answer)
  const kept = spoken && (await caches.match(OFFLINE))
  if (spoken && !(kept && language(kept) === spoken)) await keepOffline().catch(() => {})
}

// Who signs out leaves nothing for whoever has the phone next.
async function forget() {
  await Promise.all([PAGES, PICTURES].map((name) => caches.delete(name)))
  for (const shown of await self.registration.getNotifications()) shown.close()
}

// --- what the shop sends ------------------------------------------------------------------------------
self.addEventListener('push', (event) => {
  event.waitUntil((async () => {
    const { key, title, body, url, lang, tag } = event.data?.json() ?? {}
    if (!title) return
    const before = await self.registration.getNotifications({ tag })
    const renotify = !before.some(({ data }) => data?.key === key)
    await self.registration.showNotification(title, { body, lang, tag, renotify, icon: ICON, badge: BADGE, data: { key, url } })
  })())
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const wanted = new URL(event.notification.data?.url ?? '/', location.origin)
  const target = wanted.origin === location.origin ? wanted : new URL('/', location.origin)
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const there = open.find(({ url }) => new URL(url).pathname === target.pathname)
    return there ? there.focus() : self.clients.openWindow(target.href)
  })())
})

// The browser changed its address for us: the shop is told, and nobody has to ask again.
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil((async () => {
    const { oldSubscription: old, newSubscription: given } = event
    const fresh = given ?? (old && (await self.registration.pushManager.subscribe(old.options)))
    if (!fresh || !old) return
    const { endpoint, keys } = fresh.toJSON()
    await fetch(RENEWAL, { method: 'POST', body: new URLSearchParams({ old: old.endpoint, endpoint, ...keys }) })
  })())
})
