import LuaHost

/// The candidate that a misspelt name probably means.
package func closestName(to name: String, in candidates: [String]) -> String? {
  closestMatch(to: name, in: candidates)
}
