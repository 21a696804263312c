// Forms with data-passkey: their options come from the shop, the browser asks the person, and the form is
// posted with the answer. Nothing is shown where the browser can't.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

async function options(form) {
  const answer = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form) })
  if (answer.status === 403) location.assign((await answer.json()).go)
  if (!answer.ok) throw { name: { 403: '', 429: 'limit' }[answer.status] ?? 'other' }
  const told = await answer.json()
  told.challenge = bytes(told.challenge)
  if (told.user) told.user.id = bytes(told.user.id)
  for (const one of [...(told.allowCredentials ?? []), ...(told.excludeCredentials ?? [])]) one.id = bytes(one.id)
  return told
}

function spelt({ id, type, response, authenticatorAttachment }) {
  const said = { clientDataJSON: text(response.clientDataJSON) }
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle'])
    if (response[name]) said[name] = text(response[name])
  if (response.getTransports) said.transports = response.getTransports()
  return JSON.stringify({ id, rawId: id, type, authenticatorAttachment, response: said, clientExtensionResults: {} })
}

let waiting
async function ask(form, mediation) {
  waiting?.abort()
  const own = (waiting = new AbortController())
  const publicKey = await options(form)
  if (own.signal.aborted) return
  const found = await navigator.credentials[form.dataset.passkey]({ publicKey, signal: own.signal, mediation })
  form.elements.answer.value = spelt(found)
  form.submit()
}

function tell(form, name) {
  const lines = [...form.querySelectorAll('[data-when]')]
  const fits = lines.find((line) => line.dataset.when === name) ?? lines.at(-1)
  for (const line of lines) line.hidden = line !== fits || !name
}

async function press(form) {
  tell(form, '')
  try {
    await ask(form)
  } catch ({ name }) {
    tell(form, name)
    offer(form)
  }
}

// The browser offers a passkey while one fills in the address; a question is asked anew before it is too old.
async function offer(form) {
  if (!('autofill' in form.dataset) || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  const again = setTimeout(() => offer(form), 240000)
  ask(form, 'conditional').catch(() => clearTimeout(again))
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => { event.preventDefault(); press(form) })
    offer(form)
  }
  for (const each of document.querySelectorAll('[data-passkeys-only]')) each.hidden = false
} else {
  for (const each of document.querySelectorAll('[data-unsupported]')) each.hidden = false
}
