// What pages gain with JavaScript; all of them work without. It asks before a changed form is lost, sends filters by
// itself, saves and counts the sections of a dossier while one writes, with its paper and what is missing beside them, and
// keeps the progress of long work fresh.
(() => {
  'use strict';

  const kept = new Set();
  for (const form of document.querySelectorAll('form[data-keep]')) {
    form.addEventListener('input', () => kept.add(form));
    form.addEventListener('submit', () => kept.delete(form));
  }
  addEventListener('beforeunload', event => { if (kept.size) event.preventDefault(); });

  // “None of these” stands alone: the other ticks go, or it does.
  addEventListener('change', ({ target }) => {
    if (target.type !== 'checkbox' || !target.checked || !target.form) return;
    for (const each of target.form.querySelectorAll('input[type=checkbox]')) {
      const other = each !== target && each.name === target.name;
      if (other && (target.value === 'none' || each.value === 'none')) each.checked = false;
    }
  });

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

  // Words as count_of_words (src/ground/base/text.h) counts them: pieces between spaces that hold a letter or a digit.
  const spaces = /[\t-\r \u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/u;
  const words = text => text.split(spaces).filter(piece => /[\p{L}\p{N}]/u.test(piece)).length;

  const fragment = async url => {
    const answer = await fetch(url, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);  // logged out: a page, and no part of this one
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  // What depends on the texts is drawn anew after each is saved, and when the paper is opened. Nothing goes from under
  // the keyboard: a part that has the focus is replaced once it is left.
  const fresh = document.querySelector('[data-fresh]');
  let asked = 0;
  const replace = part => {
    const old = document.getElementById(part.id), opened = old ? [...old.querySelectorAll('details')] : [];
    part.querySelectorAll('details').forEach((each, i) => { each.open = opened[i]?.open ?? false; });
    if (!old || old.outerHTML === part.outerHTML) return;
    if (old.contains(document.activeElement)) old.addEventListener('focusout', refresh, { once: true });
    else old.replaceWith(part);
  };
  const refresh = async () => {
    if (!fresh) return;
    const turn = ++asked;
    try {
      const answer = await fragment(fresh.dataset.fresh);
      if (turn === asked) [...answer.body.children].forEach(replace);
    } catch { /* what stands there stays; the next text that is saved asks again */ }
  };
  fresh?.querySelector('.preview details')?.addEventListener('toggle', event => { if (event.target.open) refresh(); });

  // Forms that save themselves. Another form is sent only once what was typed in them is.
  const waiting = [];
  addEventListener('submit', event => {
    const form = event.target;
    const others = waiting.filter(each => each.form !== form && each.dirty());
    if (!others.length || form.dataset.waited) return;
    event.preventDefault();
    event.stopPropagation();
    form.dataset.waited = 'true';
    Promise.all(others.map(each => each.save())).finally(() => form.requestSubmit(event.submitter));
  }, true);

  // A form is saved a moment after the last key, one request at a time; what cannot be sent stays and is tried again.
  for (const box of document.querySelectorAll('[data-autosave]')) {
    const form = box.querySelector('form'), body = form.elements.body, version = form.elements.version;
    const count = box.querySelector('.words'), said = box.querySelector('.saved');
    const typed = () => {
      const fields = new URLSearchParams(new FormData(form));
      fields.delete('version');
      return fields.toString();
    };
    let timer = 0, sending = false, stored = typed(), pressed = null;
    const later = wait => { clearTimeout(timer); timer = setTimeout(save, wait); };
    const save = async () => {
      if (sending) return later(500);
      if (typed() === stored) return;
      const sent = typed(), fields = new URLSearchParams(new FormData(form));
      fields.set('autosave', 'true');
      sending = true;
      said.textContent = box.dataset.saving;
      try {
        const answer = await fetch(form.action, { method: 'POST', body: fields, credentials: 'same-origin' });
        // Too large, or logged out: an answer that is a page says it no better the second time.
        const told = answer.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : null;
        said.textContent = told ? told.said : box.dataset.refused;
        if (told?.saved) {
          stored = sent;
          version.value = told.version;
          if (typed() === stored) kept.delete(form); else later(1500);
          refresh();
        }
      } catch { said.textContent = box.dataset.failed; later(5000); }
      sending = false;
      if (pressed) form.requestSubmit(pressed);
    };
    waiting.push({ form, save: () => { clearTimeout(timer); return save(); }, dirty: () => sending || typed() !== stored });
    form.addEventListener('input', () => {
      if (count) {
        const n = words(body.value);
        count.querySelector('.count').textContent = n.toLocaleString(document.documentElement.lang);
        count.classList.toggle('over', n > Number(count.dataset.most));
      }
      later(1500);
    });
    // What is on its way comes back with the version that the button sends.
    form.addEventListener('submit', event => {
      clearTimeout(timer);
      if (!sending) return;
      event.preventDefault();
      pressed = event.submitter;
    });
  }

  // Every two seconds, longer after failures; a fragment without data-poll is the last one.
  const poll = (box, wait) => setTimeout(async () => {
    if (document.hidden) return poll(box, wait);
    try {
      const next = (await fragment(box.dataset.poll)).querySelector('.progress');
      if (!next) throw new Error('no progress in the answer');
      box.replaceWith(next);
      if (next.dataset.poll) poll(next, 2000);
      else if (next.dataset.then) location.assign(next.dataset.then);
    } catch { poll(box, Math.min(wait * 2, 30000)); }
  }, wait);
  for (const box of document.querySelectorAll('[data-poll]')) poll(box, 2000);
})();
