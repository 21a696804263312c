// The focal point of a photograph: tap it, or move it with the arrow keys; the cut beside it follows at once.
const step = 0.02
const within = (value) => Math.min(1, Math.max(0, Math.round(value * 100) / 100))

function follow(board) {
  const inputs = ['x', 'y'].map((axis) => document.querySelector(`#id_focal_${axis}`))
  if (inputs.some((input) => !input)) return
  const photograph = board.querySelector('[data-whole]')
  const mark = board.querySelector('[data-mark]')
  const cut = board.querySelector('[data-cut]')
  const [wide, high] = [Number(board.dataset.width), Number(board.dataset.height)]

  // As the server cuts: the largest 4:5 part, as near to the point as the edges allow.
  const place = (point, side, part) => (side - part ? Math.min(1, Math.max(0, (point * side - part / 2) / (side - part))) : 0.5)
  const show = () => {
    const [x, y] = inputs.map((input) => within(Number(input.value)))
    const width = Math.min(wide, (high * 4) / 5)
    mark.style.left = `${x * 100}%`
    mark.style.top = `${y * 100}%`
    cut.style.objectPosition = `${place(x, wide, width) * 100}% ${place(y, high, (width * 5) / 4) * 100}%`
  }
  const move = (x, y) => {
    inputs[0].value = within(x)
    inputs[1].value = within(y)
    inputs.forEach((input) => input.dispatchEvent(new Event('change', { bubbles: true })))
    show()
  }

  photograph.addEventListener('click', (event) => {
    const box = photograph.getBoundingClientRect()
    if (event.detail) move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  })
  photograph.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key]
    if (!by) return
    event.preventDefault()
    move(Number(inputs[0].value) + by[0], Number(inputs[1].value) + by[1])
  })
  inputs.forEach((input) => input.addEventListener('input', show))
  board.hidden = false
  show()
}

document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-focal]').forEach(follow))
