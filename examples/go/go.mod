module burn

go 1.19

require df2d v0.1.0

replace df2d => ../../bindings/go
