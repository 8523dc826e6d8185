import UsageModel

extension NormalisedReply {
  /// Whether what is kept of a reply is the same, in whatever order.
  func saysTheSame(as other: NormalisedReply) -> Bool {
    Set(readings) == Set(other.readings) && Set(allowances) == Set(other.allowances)
  }
}
