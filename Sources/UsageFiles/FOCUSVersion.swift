/// A version of the FinOps Open Cost and Usage Specification that files are read or written in.
public enum FOCUSVersion: String, Hashable, Sendable, CaseIterable {
  case v1_0 = "1.0"
  case v1_1 = "1.1"
  case v1_2 = "1.2"
  case v1_3 = "1.3"
  case v1_4 = "1.4"
}
