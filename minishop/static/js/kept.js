// The pages this phone still has, newest first, by the titles they had: for the offline page.
async function list(place) {
  const copies = await caches.open('pages-2')
  const items = []
  for (const request of (await copies.keys()).reverse()) {
    const answer = await copies.match(request)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    items.push(row(place, request.url, page.querySelector('h1')?.textContent.trim() || page.title, answer.headers.get('date')))
  }
  place.querySelector('ul').append(...items)
  place.hidden = !items.length
}

function row(place, url, title, date) {
  const item = place.querySelector('template').content.firstElementChild.cloneNode(true)
  const when = { dateStyle: 'medium', timeStyle: 'short' }
  item.querySelector('a').href = url
  item.querySelector('[data-title]').textContent = title
  item.querySelector('.hush').textContent = new Date(date).toLocaleString(document.documentElement.lang, when)
  return item
}

const place = document.querySelector('#kept')
if (place) list(place).catch(() => {})
