// The queue of reviews by keys: A approves, S skips, R goes to the reason and, once there is one, refuses.
document.addEventListener('keydown', (event) => {
  const board = document.querySelector('[data-moderation]')
  const typing = event.target.closest('input:not([type=hidden]),textarea,select,[contenteditable]')
  if (!board || typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
  const control = board.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  if (!control) return
  event.preventDefault()
  const reason = board.querySelector('[data-reason]')
  if (event.key.toLowerCase() === 'r' && reason && !reason.value.trim()) reason.focus()
  else control.click()
})
