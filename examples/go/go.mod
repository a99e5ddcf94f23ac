module bajigong.example

go 1.19
