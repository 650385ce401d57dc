/**
 * Lets a page live on while the browser, or an extension, translates it. A translator takes texts
 * out of the page and puts elements of its own in their place, or wraps them. React goes on with
 * the texts that it knows: to remove one, or to insert beside one, it would throw, and to change
 * one would change nothing on screen. Here the places of such texts are kept, so that all three do
 * what was meant. Nothing happens in a page that is not translated.
 */

/** What a translator has put in the place of a node that React knows. */
type StandIns = WeakMap<Node, ChildNode>

/** The node that stands in for another now: what took its place may itself have been replaced. */
const standInOf = (standIns: StandIns, node: Node): ChildNode | null => {
  let found: ChildNode | null = null
  const seen = new Set<Node>([node])
  for (;;) {
    const next = standIns.get(found ?? node)
    if (next === undefined || seen.has(next)) return found
    seen.add(next)
    found = next
  }
}

/** The child of the parent in which the node, or what stands in for it, is found. */
const childAt = (parent: Node, node: Node | null): Node | null => {
  let found = node
  while (found !== null && found.parentNode !== parent) found = found.parentNode
  return found
}

/** A text that nobody but a translator can have exchanged: React and charts change its content. */
const isExchange = ({ addedNodes, removedNodes }: MutationRecord): boolean =>
  addedNodes.length > 0 && removedNodes.length > 0

/** What took the place of a node: added in its stead, or beside it just before it went. */
const takenBy = (record: MutationRecord, added: ReadonlySet<Node>): Node | undefined =>
  isExchange(record)
    ? record.addedNodes[0]
    : [record.previousSibling, record.nextSibling].find(
        (beside): beside is Node => beside !== null && added.has(beside),
      )

/** Keeps the places of exchanged texts, until the returned function is called. */
const followExchanges = (root: Node, standIns: StandIns, dropped: WeakSet<Node>): (() => void) => {
  // A text that was taken out and is changed nevertheless has news: it comes back in its place.
  const changes = new MutationObserver((records) => {
    for (const { target } of records) {
      const standIn = standInOf(standIns, target)
      if (standIn === null || target.parentNode !== null) continue
      standIns.delete(target)
      standIn.replaceWith(target)
    }
  })
  const exchanges = new MutationObserver((records) => {
    const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]))
    for (const record of records) {
      for (const node of record.removedNodes) {
        if (node.parentNode !== null || dropped.has(node)) continue
        const standIn = takenBy(record, added)
        if (!(standIn instanceof Element || standIn instanceof Text)) continue
        standIns.set(node, standIn)
        if (node instanceof Text) changes.observe(node, { characterData: true })
      }
    }
  })
  exchanges.observe(root, { childList: true, subtree: true })
  return () => {
    exchanges.disconnect()
    changes.disconnect()
  }
}

/**
 * Removing a node, and inserting before one, also where a translator has moved or replaced it.
 * @param dropped receives the nodes that the page itself has removed
 */
const guardNodes = (standIns: StandIns, dropped: WeakSet<Node>): (() => void) => {
  const { prototype } = Node
  const own = Object.getOwnPropertyDescriptors(prototype)
  // Called with the node that they are asked of, as ever.
  const removeChild = own.removeChild.value as (this: Node, child: Node) => Node
  const insertBefore = own.insertBefore.value as (
    this: Node,
    child: Node,
    before: Node | null,
  ) => Node

  prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    dropped.add(child)
    if (child.parentNode === this) return removeChild.call(this, child) as Child
    if (child.parentNode !== null && this.contains(child)) child.parentNode.removeChild(child)
    else {
      const standIn = standInOf(standIns, child)
      if (standIn !== null && this.contains(standIn)) standIn.remove()
    }
    return child
  }
  prototype.insertBefore = function <Child extends Node>(
    this: Node,
    child: Child,
    before: Node | null,
  ): Child {
    dropped.delete(child)
    const isThere = before === null || before.parentNode === this
    const place = isThere
      ? before
      : (childAt(this, before) ?? childAt(this, standInOf(standIns, before)))
    return insertBefore.call(this, child, place) as Child
  }
  return () => {
    Object.defineProperties(prototype, {
      removeChild: own.removeChild,
      insertBefore: own.insertBefore,
    })
  }
}

/** Makes the page ready for translators until the returned function is called. */
export const surviveTranslation = (root: Node): (() => void) => {
  const standIns: StandIns = new WeakMap()
  const dropped = new WeakSet<Node>()
  const leaves = [followExchanges(root, standIns, dropped), guardNodes(standIns, dropped)]
  return () => leaves.forEach((leave) => leave())
}
