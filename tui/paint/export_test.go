package paint

// NewCanvas and Draw are for measuring without a terminal.
func NewCanvas(s Settings) *canvas { return newCanvas(s) }

// Draw draws a picture.
func (c *canvas) Draw(f Frame, w, h int) string {
	return c.draw(job{frame: f, fresh: true, w: w, h: h})
}

// Spoil breaks what the painter knows of the terminal, as a bug in the renderer would.
func (p *Painter) Spoil() {
	p.painting.Lock()
	p.canvas.cells = grid{}
	p.painting.Unlock()
}
