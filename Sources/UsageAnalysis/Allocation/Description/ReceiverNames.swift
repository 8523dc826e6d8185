/// Who may receive a share, prepared for many questions.
struct ReceiverNames {
  private let names: Set<String>
  /// Whether the names are those that may receive, and not those that may not.
  private let isOnly: Bool

  init(_ receivers: AllocationRule.Receivers) {
    switch receivers {
    case .anyone: (names, isOnly) = ([], false)
    case .only(let names): (self.names, isOnly) = (Set(names), true)
    case .allExcept(let names): (self.names, isOnly) = (Set(names), false)
    }
  }

  /// Whether nobody is left out.
  var isEveryone: Bool { !isOnly && names.isEmpty }

  /// Whether a name may receive.
  func allow(_ name: String) -> Bool { names.contains(name) == isOnly }
}
