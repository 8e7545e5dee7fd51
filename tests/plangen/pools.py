"""What generated plans are made of: our own task sentences, units, deadlines, places (all fictional)."""

from __future__ import annotations

PLACES = (
    "Mẫu", "Thử Nghiệm", "Đồng Mẫu", "Suối Mơ", "Bản Mới", "Tân Mẫu", "Hòa Mẫu", "Sông Giả", "Núi Vàng Mẫu", "Phú Mẫu",
    "Bình Mẫu", "Yên Thử",
)  # fmt: skip
PROVINCES = ("Mẫu Sơn", "Thử Giang", "Hà Mẫu", "Lâm Thử")
AREAS = ("xã", "phường", "thị trấn", "đặc khu")

TASKS = (
    "Rà soát toàn bộ thủ tục hành chính thuộc thẩm quyền của xã, đề xuất bãi bỏ những thủ tục không còn phát sinh hồ sơ.",
    "Niêm yết đủ mã QR tra cứu thủ tục tại bộ phận một cửa và nhà văn hóa các thôn.",
    "Tổ chức hai buổi đối thoại giữa lãnh đạo địa phương với người dân, trả lời từng câu hỏi bằng văn bản.",
    "Lập danh sách hộ nghèo, hộ cận nghèo sau rà soát và công bố tại từng thôn để người dân góp ý.",
    "Công bố dự toán, quyết toán thu chi ngân sách trên trang thông tin và bảng tin trụ sở.",
    "Cập nhật bản đồ quy hoạch sử dụng đất lên trang thông tin, kèm hướng dẫn cách tra cứu theo số thửa.",
    "Xây dựng đoạn phim ngắn hướng dẫn nộp hồ sơ trực tuyến và phát trên hệ thống truyền thanh cơ sở.",
    "Thành lập tổ công nghệ số cộng đồng ở những thôn chưa có, giao mỗi tổ hỗ trợ ít nhất mười hộ mỗi tháng.",
    "Kiểm tra đột xuất giờ giấc làm việc và thái độ tiếp dân của công chức ở bộ phận một cửa.",
    "Gửi thư xin lỗi kèm ngày hẹn lại cho mọi hồ sơ trả kết quả chậm.",
    "Đo mức độ hài lòng của người đến làm thủ tục bằng phiếu in và phiếu điện tử, công bố kết quả theo quý.",
    "Mở lớp bồi dưỡng kỹ năng tiếp công dân cho công chức và trưởng thôn.",
    "Số hóa toàn bộ kết quả giải quyết thủ tục hành chính còn hiệu lực đang lưu bằng giấy.",
    "Bố trí máy quét và máy tính dùng chung để người dân tự nộp hồ sơ trực tuyến tại trụ sở.",
    "Vận động hộ kinh doanh thanh toán phí, lệ phí không dùng tiền mặt.",
    "Lắp hộp thư góp ý và công khai số điện thoại đường dây nóng của người đứng đầu.",
    "Phân loại đơn thư ngay trong ngày nhận, chuyển đúng bộ phận và theo dõi đến khi có kết quả.",
    "Đưa nội dung trợ giúp pháp lý vào sinh hoạt của câu lạc bộ ở khu dân cư.",
    "Củng cố tổ hòa giải ở thôn, bổ sung hòa giải viên là nữ và người có uy tín.",
    "Giám sát việc huy động đóng góp xây dựng đường ngõ, ghi sổ thu chi có chữ ký của đại diện các hộ.",
    "Hướng dẫn bầu trưởng thôn đúng trình tự, bảo đảm có từ hai người ứng cử trở lên.",
    "Phát tờ rơi giới thiệu quyền và trách nhiệm của công dân trong thực hiện dân chủ ở cơ sở.",
    "Kê khai, công khai tài sản của cán bộ thuộc diện phải kê khai theo đúng hạn.",
    "Luân chuyển vị trí công tác của công chức làm việc ở lĩnh vực dễ phát sinh tiêu cực.",
    "Công khai tiêu chí và kết quả tuyển dụng người lao động hợp đồng của xã.",
    "Thông báo cho người dân kết quả xử lý các phản ánh về nhũng nhiễu, vòi vĩnh.",
    "Rút ngắn thời gian xác nhận, chứng thực xuống trong ngày đối với hồ sơ đủ giấy tờ.",
    "Phối hợp đo đạc, cấp giấy chứng nhận quyền sử dụng đất lần đầu cho các hộ còn lại.",
    "Trả kết quả hộ tịch qua bưu chính công ích cho người già yếu, người khuyết tật.",
    "Khám sàng lọc bệnh không lây nhiễm cho người cao tuổi tại trạm y tế.",
    "Vận động người dân tham gia bảo hiểm y tế hộ gia đình, hỗ trợ hộ cận nghèo phần còn phải đóng.",
    "Sửa chữa phòng học xuống cấp và bổ sung đồ dùng dạy học cho các điểm trường lẻ.",
    "Lấy ý kiến phụ huynh về chất lượng bữa ăn bán trú mỗi học kỳ.",
    "Nâng cấp tuyến đường liên thôn, lắp đèn chiếu sáng bằng nguồn xã hội hóa.",
    "Mở rộng mạng cấp nước sạch đến các cụm dân cư ở xa trung tâm.",
    "Thu gom rác thải sinh hoạt ba buổi mỗi tuần, xóa điểm đổ rác tự phát.",
    "Tuần tra ban đêm ở khu vực giáp ranh, lắp thêm camera an ninh tại ngã ba chính.",
    "Diễn tập chữa cháy và cứu nạn tại chợ và khu nhà trọ.",
    "Lấy mẫu nước giếng và nước suối kiểm tra định kỳ, thông báo kết quả cho các hộ sử dụng.",
    "Nhắc nhở, xử phạt hành vi đốt rơm rạ, rác thải gây khói bụi.",
    "Trồng cây xanh dọc tuyến đường mới mở và giao đoàn thể chăm sóc.",
    "Đăng tải dự thảo nghị quyết lên trang thông tin để lấy ý kiến rộng rãi trước khi trình.",
    "Trả lời câu hỏi của công dân gửi qua trang thông tin trong năm ngày làm việc.",
    "Phủ sóng Internet băng rộng tới nhà văn hóa của tất cả các thôn.",
    "Thay giao diện trang thông tin theo hướng dễ đọc trên điện thoại.",
    "Tập huấn an toàn thông tin cho công chức, cài phần mềm diệt mã độc có bản quyền trên mọi máy.",
    "Xử lý toàn bộ văn bản đến, đi trên môi trường điện tử, ký số đầy đủ.",
    "Xây dựng kế hoạch tuyên truyền cải cách hành chính gắn với sinh hoạt thôn.",
    "Chấm điểm thử chỉ số của năm theo bộ tiêu chí mới để phát hiện tiêu chí còn thiếu minh chứng.",
    "Họp giao ban chuyên đề hằng tháng về tiến độ các nhiệm vụ được tỉnh giao.",
    "Lập sổ theo dõi nhiệm vụ được giao, cảnh báo trước năm ngày đối với việc sắp đến hạn.",
    "Sắp xếp lại hồ sơ lưu trữ theo danh mục, lập bảng tra cứu tài liệu kiểm chứng.",
    "Rà soát văn bản quy phạm pháp luật do cấp xã ban hành, công bố danh mục hết hiệu lực.",
    "Đánh giá, xếp loại công chức hằng quý gắn với kết quả công việc cụ thể.",
    "Cắt giảm các khoản chi hội nghị, tiếp khách để dành kinh phí cho chuyển đổi số.",
    "Giao quyền tự chủ tài chính cho đơn vị sự nghiệp và kiểm tra việc sử dụng nguồn thu.",
    "Giải ngân vốn đầu tư công theo từng tháng, báo cáo nguyên nhân đối với dự án chậm.",
    "Tổ chức ngày hội tư vấn khởi nghiệp và giải đáp vướng mắc cho doanh nghiệp nhỏ.",
    "Hướng dẫn thành lập tổ hợp tác, hợp tác xã kiểu mới ở vùng trồng cây dược liệu.",
    "Khen thưởng tập thể, cá nhân có sáng kiến cải cách được công nhận.",
    "Thí điểm mô hình trả kết quả tại nhà cho người cao tuổi ở hai thôn xa nhất.",
    "Kiện toàn ban thanh tra nhân dân, cấp kinh phí hoạt động và mở sổ kiến nghị.",
    "Xây dựng bộ câu hỏi thường gặp về đất đai, hộ tịch, bảo trợ xã hội.",
    "Phát động thi tìm hiểu về chỉ số hiệu quả quản trị trong học sinh và đoàn viên.",
)

UNITS = (
    "Văn phòng HĐND và UBND xã", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Trung tâm Phục vụ hành chính công",
    "Trung tâm Dịch vụ tổng hợp", "Công an xã", "Ban Chỉ huy Quân sự xã", "Ủy ban MTTQ Việt Nam xã", "Trạm Y tế xã",
    "Đoàn Thanh niên xã", "Hội Liên hiệp Phụ nữ xã", "Hội Nông dân xã", "Hội Cựu chiến binh xã", "Công chức Tư pháp - Hộ tịch",
    "Công chức Địa chính - Xây dựng", "Công chức Tài chính - Kế toán", "Công chức Văn hóa - Xã hội", "Ban Tiếp công dân xã",
    "Tổ công nghệ số cộng đồng", "Trường Tiểu học Tân Mẫu", "Bộ phận Tiếp nhận và Trả kết quả", "Ban Thanh tra nhân dân xã",
    "Phòng Kinh tế, Hạ tầng và Đô thị", "Thanh tra xã", "Ban Giám sát đầu tư của cộng đồng", "Đài Truyền thanh xã",
    "Kho bạc khu vực Mẫu", "Ban Quản lý dự án xã",
)  # fmt: skip
# a comma inside a unit's own name cannot be told from two units: left out where names are split
PLAIN_UNITS = tuple(unit for unit in UNITS if "," not in unit)
GROUPS = (
    "Các cơ quan, đơn vị liên quan", "Các ban, ngành, đoàn thể xã", "Các cơ quan, đơn vị có liên quan", "Các thôn, tổ dân phố",
    "Toàn thể cơ quan, đơn vị thuộc xã",
)  # fmt: skip

DEADLINES = (
    "Quý I/{y}", "Quý II/{y}", "Quý III năm {y}", "Quý IV/{y}", "Quý II, quý III năm {y}", "Quý III, IV/{y}",
    "Trước ngày 15/3/{y}", "Trước 30/6/{y}", "Trước ngày 30 tháng 9 năm {y}", "Chậm nhất ngày 20/11/{y}", "Thường xuyên",
    "Thường xuyên trong năm", "Thường xuyên trong năm {y}", "Hàng tháng", "Hằng quý", "Hàng năm", "Năm {y}", "Trong năm",
    "Trong năm {y}", "6 tháng đầu năm {y}", "Tháng 5/{y}", "Tháng 9 năm {y}", "Theo kế hoạch của tỉnh", "Theo kế hoạch",
    "Hoàn thành trước ngày 10/12/{y}", "Quý II/{y} và thường xuyên", "Định kỳ hằng quý", "Trong quý II/{y}",
)  # fmt: skip
# how a sentence sets its own deadline
INSIDE = (
    "; hoàn thành trước ngày 30/6/{y}.", "; hoàn thành trong quý II/{y}.", "; xong trước ngày 15/10/{y}.",
    " (hoàn thành trước ngày 20/8/{y}).", " (thực hiện trong quý III năm {y}).", "; chậm nhất ngày 25/9/{y}.",
)  # fmt: skip
OUTPUTS = (
    "Kế hoạch",
    "Báo cáo kết quả",
    "Quyết định ban hành",
    "Danh mục công bố",
    "Biên bản hội nghị",
    "Chuyên mục trên trang thông tin",
)

PURPOSES = (
    "Giữ vững và nâng cao kết quả chỉ số của địa phương so với năm trước.",
    "Xác định rõ việc, rõ người, rõ thời hạn trong khắc phục những tiêu chí đạt thấp.",
    "Nâng cao sự hài lòng của người dân khi làm việc với cơ quan nhà nước.",
)
REQUIREMENTS = (
    "Việc thực hiện phải thiết thực, tiết kiệm, tránh hình thức.",
    "Các đơn vị được giao nhiệm vụ chủ động nguồn lực và báo cáo đúng hạn.",
    "Gắn kết quả thực hiện với đánh giá, xếp loại cuối năm.",
)
HEADINGS = (
    "Công tác chỉ đạo, điều hành", "Cải cách thủ tục hành chính", "Chuyển đổi số", "Công khai, minh bạch", "Tiếp công dân, giải quyết đơn thư",
    "Nâng cao chất lượng dịch vụ công", "Bảo vệ môi trường", "Cải cách chế độ công vụ",
)  # fmt: skip
FIELDS = (
    "Công tác chỉ đạo, điều hành", "Cải cách thể chế", "Cải cách thủ tục hành chính", "Cải cách tổ chức bộ máy",
    "Cải cách tài chính công", "Chuyển đổi số",
)  # fmt: skip
GAPS = (
    ("Báo cáo quý nộp chậm so với quy định", "Các bộ phận gửi số liệu muộn, chưa phân công người đầu mối", "Giao một đầu mối tổng hợp, nhắc lịch trước năm ngày"),
    ("Chưa đủ hai cuộc đối thoại trong năm", "Chỉ tổ chức được 1/2 cuộc, biên bản thiếu phần trả lời", "Xây dựng lịch đối thoại từ đầu năm, công bố kết quả sau mỗi cuộc"),
    ("Tỷ lệ hồ sơ đúng hạn chưa đạt", "Có 14 hồ sơ quá hạn ở lĩnh vực đất đai", "Rà soát quy trình nội bộ, cảnh báo hồ sơ sắp đến hạn"),
    ("Trang thông tin còn mục để trống", "Chưa phân công người cập nhật từng chuyên mục", "Ban hành quy chế hoạt động của trang thông tin"),
    ("Chưa công bố danh mục văn bản hết hiệu lực", "Chưa rà soát văn bản trong năm", "Rà soát và trình ban hành quyết định công bố"),
    ("Số hóa kết quả giải quyết đạt thấp", "Thiếu máy quét, công chức mới chưa quen phần mềm", "Trang bị máy quét và tập huấn tại chỗ"),
    ("Chưa có sáng kiến được công nhận", "Chưa phát động phong trào, chưa có hội đồng xét", "Phát động đăng ký sáng kiến và hỗ trợ viết báo cáo"),
    ("Tỷ lệ máy tính có phần mềm bản quyền thấp", "Mới có 12/40 máy tính được cài đặt", "Bố trí kinh phí mua phần mềm cho các máy còn lại"),
    ("Nhiệm vụ tỉnh giao hoàn thành chưa đúng tiến độ", "Chỉ đạt 9/15 nhiệm vụ đúng hạn", "Theo dõi tiến độ hằng tuần, báo cáo người đứng đầu"),
    ("Chưa gửi thư xin lỗi khi trễ hẹn", "Công chức chưa nắm quy định về xin lỗi", "Lập mẫu thư và theo dõi trên sổ điện tử"),
    ("Báo cáo tài sản công gửi muộn", "Số liệu kiểm kê chưa thống nhất giữa các bộ phận", "Kiểm kê sớm, đối chiếu số liệu trước khi báo cáo"),
    ("Thu sự nghiệp không tăng so với năm trước", "Đơn vị chưa mở rộng dịch vụ", "Xây dựng phương án tăng thu phù hợp"),
)  # fmt: skip
DUTIES = (
    "Theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp khó khăn, vướng mắc để báo cáo.",
    "Bố trí kinh phí thực hiện theo phân cấp và hướng dẫn thanh quyết toán.",
    "Đưa tin, bài về kết quả thực hiện trên hệ thống truyền thanh.",
    "Phối hợp vận động người dân tham gia giám sát.",
    "Chủ động triển khai các nhiệm vụ được giao trong Kế hoạch này.",
)
