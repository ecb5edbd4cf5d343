// What pages gain with JavaScript; all of them work without. It asks before a changed form is lost, sends filters by
// itself and keeps the progress of long work fresh.
(() => {
  'use strict';

  const kept = new Set();
  for (const form of document.querySelectorAll('form[data-keep]')) {
    form.addEventListener('input', () => kept.add(form));
    form.addEventListener('submit', () => kept.clear());
  }
  addEventListener('beforeunload', event => { if (kept.size) event.preventDefault(); });

  // Only for the mouse and the finger: with the keyboard each arrow key would be a choice. The form says so beforehand.
  for (const form of document.querySelectorAll('form[data-send]')) {
    let pointed = false;
    form.setAttribute('aria-description', form.dataset.send);
    form.addEventListener('pointerdown', () => { pointed = true; });
    form.addEventListener('keydown', () => { pointed = false; });
    form.addEventListener('change', event => { if (pointed && event.target.matches('select')) form.requestSubmit(); });
  }

  document.querySelector('.summary')?.focus();

  // A menu closes when one clicks elsewhere or presses Escape.
  const close = but => document.querySelectorAll('header details[open]').forEach(d => { if (d !== but) d.open = false; });
  addEventListener('click', event => close(event.target.closest('header details')));
  addEventListener('keydown', event => {
    const open = event.key === 'Escape' && document.querySelector('header details[open]');
    if (open) { open.open = false; open.querySelector('summary').focus(); }
  });

  // Every two seconds, longer after failures; a fragment without data-poll is the last one.
  const poll = (box, wait) => setTimeout(async () => {
    if (document.hidden) return poll(box, wait);
    try {
      const answer = await fetch(box.dataset.poll, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.progress');
      if (!fresh) throw new Error('no progress in the answer');
      box.replaceWith(fresh);
      if (fresh.dataset.poll) poll(fresh, 2000);
      else if (fresh.dataset.then) location.assign(fresh.dataset.then);
    } catch { poll(box, Math.min(wait * 2, 30000)); }
  }, wait);
  for (const box of document.querySelectorAll('[data-poll]')) poll(box, 2000);
})();
