module df2d

go 1.19
