// Work that waits until an element comes near the viewport: what nobody scrolls to costs nothing.
const margin = "800px 0px";
const waiting = new WeakMap();
let observer = null;

/** Calls once, as soon as the element is near the viewport. */
export function whenNear(element, work) {
  observer ??= new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      const due = waiting.get(target);
      waiting.delete(target);
      due?.();
    }
  }, { rootMargin: margin });
  waiting.set(element, work);
  observer.observe(element);
}

export function forgetNear(element) {
  observer?.unobserve(element);
  waiting.delete(element);
}
