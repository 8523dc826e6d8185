/// A version of the FinOps Open Cost and Usage Specification that files are read or written in.
public enum FOCUSVersion: String, Hashable, Sendable, CaseIterable {
  case v10 = "1.0"
  case v11 = "1.1"
  case v12 = "1.2"
  case v13 = "1.3"
  case v14 = "1.4"
}
